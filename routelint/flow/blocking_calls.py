"""The calls that keep a thread waiting: what each waits for, and what to write instead.

Names are canonical dotted names. `Calls.waits_for` reads the name of a callee as `model.resolve` gives
it, in which objects are named after what made them (`sqlite3.connect.cursor.execute`). These are the
calls of libraries; the tables of frameworks tell of theirs.
"""

from __future__ import annotations

import re

from routelint.model.own_calls import Wait
from routelint.model.project import Project

_TIME = Wait("the time to pass", "await asyncio.sleep(...)")
_HTTP = Wait("the answer of another server")
_REQUESTS = Wait("the answer of another server", "async with httpx.AsyncClient() as client: ...")
_HTTPX = Wait("the answer of another server", "async with httpx.AsyncClient() as client: ...")
_PROCESS = Wait("another process", "await asyncio.create_subprocess_exec(...)")
_SHELL = Wait("another process", "await asyncio.create_subprocess_shell(...)")
_NAME = Wait("the name server", "await asyncio.get_running_loop().getaddrinfo(...)")
_SOCKET = Wait("the network", "await asyncio.open_connection(...)")
_MAIL = Wait("the mail server", "await aiosmtplib.send(...)")
_DATABASE = Wait("the database")
_SQLITE = Wait("the database", "async with aiosqlite.connect(...) as db: ...")
_PSYCOPG = Wait("the database", "await psycopg.AsyncConnection.connect(...)")
_ALCHEMY = Wait("the database", "`AsyncSession` of `sqlalchemy.ext.asyncio`, and await it")
_REDIS = Wait("Redis", "`redis.asyncio.Redis`, and await it")
_MONGO = Wait("the database", "`pymongo.AsyncMongoClient`, and await it")
_CLOUD = Wait("the cloud's answer", "aioboto3's client, and await it")
_SERVICE = Wait("the service's answer")
_HASH = Wait("the hash, which is slow on purpose")
_THREAD = Wait("another thread")
_FUTURE = Wait("another thread", "await asyncio.wrap_future(...)")
_BROKER = Wait("the broker")
_COPY = Wait("the disk")
_FILE = Wait("the disk", light=True)
_RUNNING = "raises RuntimeError, because a loop runs in this thread already"


#: What the configuration names.
CONFIGURED = Wait("something slow (`blocking-calls` in the configuration)")


def _all(wait: Wait, *names: str) -> dict[str, Wait]:
    return dict.fromkeys(names, wait)


def _of(wait: Wait, owner: str, names: str) -> dict[str, Wait]:
    return {f"{owner}.{name}": wait for name in names.split()}


_VERBS = "get post put patch delete head options request"
_REDIS_COMMANDS = (
    "get set setex setnx mget mset delete exists expire expireat ttl pttl incr incrby decr decrby "
    "append getset getdel getex keys scan ping publish execute_command flushdb flushall info "
    "hget hset hmget hmset hgetall hdel hexists hincrby hkeys hvals hlen "
    "lpush rpush lpop rpop lrange llen lrem ltrim lindex blpop brpop "
    "sadd srem smembers sismember scard spop "
    "zadd zrem zrange zrevrange zrangebyscore zscore zcard zcount zincrby zremrangebyscore "
    "xadd xread xreadgroup xack xrange xlen eval evalsha type rename persist dbsize"
)
_MONGO_CALLS = (
    "find_one insert_one insert_many update_one update_many replace_one delete_one delete_many "
    "count_documents estimated_document_count distinct find_one_and_update find_one_and_delete "
    "find_one_and_replace bulk_write create_index drop"
)
_SESSION_CALLS = "execute scalar scalars exec get get_one flush commit rollback refresh merge"
_QUERY_CALLS = "all first one one_or_none scalar scalars count get delete update"
_CURSOR = "execute executemany executescript fetchone fetchall fetchmany callproc"

CALLS: dict[str, Wait] = {
    **_all(_TIME, "time.sleep"),
    # Processes: https://docs.python.org/3/library/asyncio-subprocess.html
    **_of(
        _PROCESS,
        "subprocess",
        "run call check_call check_output Popen.wait Popen.communicate",
    ),
    **_all(_SHELL, "subprocess.getoutput", "subprocess.getstatusoutput", "os.system"),
    **_of(_PROCESS, "os", "popen wait waitpid wait3 wait4 spawnl spawnv"),
    # HTTP
    **_of(_REQUESTS, "requests", _VERBS),
    **_of(_REQUESTS, "requests.Session", f"{_VERBS} send"),
    **_of(_HTTPX, "httpx", f"{_VERBS} stream"),
    **_of(_HTTPX, "httpx.Client", f"{_VERBS} send stream"),
    **_of(_HTTP, "urllib.request", "urlopen urlretrieve"),
    **_of(_HTTP, "urllib.request.OpenerDirector", "open"),
    **_of(_HTTP, "urllib3", "request"),
    **_of(_HTTP, "urllib3.PoolManager", "request urlopen request_encode_body request_encode_url"),
    **_of(_HTTP, "http.client.HTTPConnection", "connect request getresponse"),
    **_of(_SERVICE, "openai.OpenAI", "create"),
    **_of(_SERVICE, "anthropic.Anthropic", "create"),
    # Names and sockets
    **_of(
        _NAME,
        "socket",
        "gethostbyname gethostbyname_ex gethostbyaddr getaddrinfo getfqdn getnameinfo",
    ),
    **_of(_NAME, "dns.resolver", "resolve query resolve_address"),
    **_of(_SOCKET, "socket", "create_connection"),
    **_of(
        _SOCKET, "socket.socket", "connect connect_ex accept recv recv_into recvfrom send sendall"
    ),
    # Mail and other protocols
    **_of(
        _MAIL,
        "smtplib.SMTP",
        "connect login sendmail send_message starttls quit ehlo helo noop docmd",
    ),
    **_of(
        _SOCKET, "ftplib.FTP", "connect login retrbinary retrlines storbinary storlines nlst cwd"
    ),
    **_of(_SOCKET, "imaplib.IMAP4", "login select search fetch store append logout"),
    **_of(_SOCKET, "paramiko.SSHClient", "connect exec_command open_sftp"),
    **_of(_SOCKET, "paramiko.SFTPClient", "get put listdir stat remove"),
    # Databases
    **_all(_SQLITE, "sqlite3.connect"),
    **_of(_SQLITE, "sqlite3.Connection", "execute executemany executescript commit rollback"),
    **_of(_SQLITE, "sqlite3.Cursor", _CURSOR),
    **_all(_PSYCOPG, "psycopg.connect", "psycopg2.connect"),
    **_of(_PSYCOPG, "psycopg.Connection", "execute commit rollback"),
    **_of(_PSYCOPG, "psycopg.Cursor", _CURSOR),
    **_all(_DATABASE, "pymysql.connect", "MySQLdb.connect", "mysql.connector.connect"),
    **_all(_DATABASE, "oracledb.connect", "pyodbc.connect", "pymssql.connect"),
    **_of(_DATABASE, "pymysql.Connection", "commit rollback ping"),
    **_of(_DATABASE, "pymysql.Cursor", _CURSOR),
    # https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html
    **_of(_ALCHEMY, "sqlalchemy.orm.Session", _SESSION_CALLS),
    **_of(_ALCHEMY, "sqlalchemy.orm.Query", _QUERY_CALLS),
    **_of(_ALCHEMY, "sqlalchemy.Engine", "connect begin execute raw_connection"),
    **_of(_ALCHEMY, "sqlalchemy.Connection", "execute scalar scalars commit rollback"),
    # https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html
    **_of(_REDIS, "redis.Redis", _REDIS_COMMANDS),
    **_of(_REDIS, "redis.Pipeline", "execute"),
    # https://pymongo.readthedocs.io/en/stable/api/pymongo/asynchronous/
    **_of(_MONGO, "pymongo.Collection", _MONGO_CALLS),
    # https://docs.celeryq.dev/en/stable/userguide/workers.html#remote-control
    **_of(
        _BROKER,
        "celery.Celery.control",
        "broadcast ping revoke shutdown pool_grow pool_shrink pool_restart autoscale "
        "rate_limit time_limit add_consumer cancel_consumer enable_events disable_events purge",
    ),
    **_of(
        _BROKER,
        "celery.Celery.control.inspect",
        "active active_queues registered reserved revoked scheduled stats ping report conf",
    ),
    **_of(_BROKER, "celery.result.AsyncResult", "get wait collect"),
    # Hashes: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    **_of(_HASH, "bcrypt", "hashpw checkpw kdf"),
    **_of(_HASH, "argon2.PasswordHasher", "hash verify"),
    **_of(_HASH, "passlib.context.CryptContext", "hash verify verify_and_update encrypt"),
    **_of(_HASH, "pwdlib.PasswordHash", "hash verify verify_and_update"),
    **_of(_HASH, "hashlib", "pbkdf2_hmac scrypt"),
    **_of(_HASH, "werkzeug.security", "generate_password_hash check_password_hash"),
    **{
        f"passlib.hash.{scheme}.{name}": _HASH
        for scheme in (
            "bcrypt",
            "argon2",
            "pbkdf2_sha256",
            "pbkdf2_sha512",
            "sha256_crypt",
            "scrypt",
        )
        for name in ("hash", "verify", "encrypt")
    },
    # Threads
    **_of(_FUTURE, "concurrent.futures.Future", "result exception"),
    **_of(_FUTURE, "concurrent.futures", "wait"),
    **_of(_THREAD, "threading.Event", "wait"),
    **_of(_THREAD, "threading.Condition", "wait wait_for"),
    **_of(_THREAD, "threading.Barrier", "wait"),
    **_of(_THREAD, "threading.Thread", "join"),
    **_of(_THREAD, "queue.Queue", "get join"),
    **_of(_THREAD, "multiprocessing.Process", "join"),
    "asyncio.run_coroutine_threadsafe.result": Wait(
        "a coroutine, for ever where this very loop runs it", "await the coroutine itself"
    ),
    # Loops in loops: https://docs.python.org/3/library/asyncio-runner.html#asyncio.run
    "asyncio.run": Wait("a coroutine", "await the coroutine itself", False, _RUNNING),
    "asyncio.AbstractEventLoop.run_until_complete": Wait(
        "a coroutine", "await the coroutine itself", False, _RUNNING
    ),
    # Files: light, but for what goes through whole trees and archives
    **_of(_COPY, "shutil", "copytree rmtree make_archive unpack_archive copyfileobj"),
    **_of(_COPY, "zipfile.ZipFile", "extractall testzip"),
    **_of(_COPY, "tarfile.TarFile", "extractall"),
    **_all(
        _FILE, "json.load", "json.dump", "pickle.load", "pickle.dump", "shutil.copy", "shutil.copy2"
    ),
    **_all(_FILE, "shutil.copyfile", "shutil.move", "glob.glob"),
    **_of(
        _FILE,
        "os",
        "listdir scandir walk remove unlink rename replace rmdir makedirs removedirs fsync",
    ),
    **_of(_FILE, "pathlib.Path", "read_text read_bytes write_text write_bytes unlink"),
    **_of(_FILE, "pathlib.Path", "iterdir glob rglob rename replace rmdir touch"),
    **_of(_FILE, "io.File", "read readline readlines write writelines"),
}

#: What calling (or reading) one thing gives an object of. Where a class is fluent, its other methods
#: give one of the same.
MAKES: dict[str, str] = {
    "requests.api": "requests",
    "requests.sessions": "requests",
    "requests.session": "requests.Session",
    "urllib3.HTTPSConnectionPool": "urllib3.PoolManager",
    "urllib3.HTTPConnectionPool": "urllib3.PoolManager",
    "urllib3.ProxyManager": "urllib3.PoolManager",
    "urllib.request.build_opener": "urllib.request.OpenerDirector",
    "http.client.HTTPSConnection": "http.client.HTTPConnection",
    "openai.AzureOpenAI": "openai.OpenAI",
    "socket.create_connection": "socket.socket",
    "smtplib.SMTP_SSL": "smtplib.SMTP",
    "ftplib.FTP_TLS": "ftplib.FTP",
    "imaplib.IMAP4_SSL": "imaplib.IMAP4",
    "paramiko.client": "paramiko",
    "paramiko.SSHClient.open_sftp": "paramiko.SFTPClient",
    "sqlite3.connect": "sqlite3.Connection",
    "sqlite3.Connection.cursor": "sqlite3.Cursor",
    "sqlite3.Connection.execute": "sqlite3.Cursor",
    "sqlite3.Cursor.execute": "sqlite3.Cursor",
    "psycopg2.extensions.connection": "psycopg.Connection",
    "psycopg2.connect": "psycopg.Connection",
    "psycopg.connect": "psycopg.Connection",
    "psycopg.Connection.connect": "psycopg.Connection",
    "psycopg.Connection.cursor": "psycopg.Cursor",
    "psycopg.Connection.execute": "psycopg.Cursor",
    "psycopg.Cursor.execute": "psycopg.Cursor",
    "pymysql.connect": "pymysql.Connection",
    "MySQLdb.connect": "pymysql.Connection",
    "mysql.connector.connect": "pymysql.Connection",
    "oracledb.connect": "pymysql.Connection",
    "pyodbc.connect": "pymysql.Connection",
    "pymssql.connect": "pymysql.Connection",
    "pymysql.Connection.cursor": "pymysql.Cursor",
    "sqlmodel.Session": "sqlalchemy.orm.Session",
    "sqlmodel.create_engine": "sqlalchemy.Engine",
    "sqlmodel.orm.session.Session": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.session": "sqlalchemy.orm",
    "sqlalchemy.orm.scoped_session": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.scoped_session()": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.sessionmaker()": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.sessionmaker.begin": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.Session.begin": "sqlalchemy.orm.Session",
    "sqlalchemy.orm.Session.query": "sqlalchemy.orm.Query",
    "sqlalchemy.create_engine": "sqlalchemy.Engine",
    "sqlalchemy.engine": "sqlalchemy",
    "sqlalchemy.Engine.connect": "sqlalchemy.Connection",
    "sqlalchemy.Engine.begin": "sqlalchemy.Connection",
    "redis.client": "redis",
    "redis.StrictRedis": "redis.Redis",
    "redis.from_url": "redis.Redis",
    "redis.Redis.from_url": "redis.Redis",
    "redis.Redis.pipeline": "redis.Pipeline",
    "pymongo.mongo_client.MongoClient": "pymongo.MongoClient",
    "pymongo.collection.Collection": "pymongo.Collection",
    "celery.Celery.control.inspect": "celery.Celery.control.inspect",
    "celery.app.control.Control": "celery.Celery.control",
    "celery.app.control.Control.inspect": "celery.Celery.control.inspect",
    "celery.app.Celery": "celery.Celery",
    "concurrent.futures.ThreadPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.ProcessPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.Executor.submit": "concurrent.futures.Future",
    "multiprocessing.Queue": "queue.Queue",
    "queue.SimpleQueue": "queue.Queue",
    "queue.LifoQueue": "queue.Queue",
    "queue.PriorityQueue": "queue.Queue",
    "asyncio.new_event_loop": "asyncio.AbstractEventLoop",
    "asyncio.get_event_loop": "asyncio.AbstractEventLoop",
    "asyncio.get_running_loop": "asyncio.AbstractEventLoop",
    "builtins.open": "io.File",
    "io.open": "io.File",
    "gzip.open": "io.File",
    "pathlib.Path.open": "io.File",
    "tarfile.open": "tarfile.TarFile",
    "boto3.session.Session": "boto3",
    "boto3.Session": "boto3",
}
#: Objects of these lead to further ones by any attribute or method.
FLUENT = frozenset({"sqlalchemy.orm.Query", "openai.OpenAI", "anthropic.Anthropic"})

# https://boto3.amazonaws.com/v1/documentation/api/latest/guide/clients.html: each operation of the
# service is a method; these are not.
_LOCAL = frozenset(
    [
        "can_paginate",
        "close",
        "generate_presigned_url",
        "generate_presigned_post",
        "get_paginator",
        "get_waiter",
        "get_available_regions",
        "Object",
        "Bucket",
        "Table",
        "Queue",
        "Topic",
        "meta",
        "exceptions",
        "Key",
    ]
)
_STRIPE = frozenset(
    [
        "create",
        "retrieve",
        "modify",
        "list",
        "cancel",
        "capture",
        "confirm",
        "delete",
        "search",
        "pay",
    ]
)

#: Decorators that leave a plain function what it is: it runs where it is called.
TRANSPARENT = frozenset(
    {
        "builtins.staticmethod",
        "builtins.classmethod",
        "builtins.property",
        "functools.wraps",
        "functools.cached_property",
        "contextlib.contextmanager",
        "abc.abstractmethod",
        "typing.override",
        "typing_extensions.override",
        "typing.no_type_check",
        "tenacity.retry",
        "backoff.on_exception",
        "backoff.on_predicate",
        "retry.retry",
    }
)

#: Decorators that make a coroutine function of a generator, and those of them whose functions give a
#: future: it runs by itself.
GENERATORS = frozenset({"asyncio.coroutine", "types.coroutine"})
FUTURES = frozenset({"asyncio.coroutine"})

#: Decorators of libraries beside the frameworks that have a coroutine function called on the loop.
#: https://python-socketio.readthedocs.io/en/stable/server.html
EVENTS = frozenset(
    f"socketio.{cls}.{name}"
    for cls in ("AsyncServer", "AsyncNamespace")
    for name in ("on", "event")
)

#: What is given a function to run on the loop, soon -> the position of that.
SOON = {
    "asyncio.AbstractEventLoop.call_soon": 0,
    "asyncio.AbstractEventLoop.call_later": 1,
    "asyncio.AbstractEventLoop.call_at": 1,
}


class Calls:
    """The calls of libraries, and those of the frameworks that a project could use."""

    def __init__(self, project: Project) -> None:
        tables = [framework.own_calls for framework in project.names.frameworks]
        self.waits = {**CALLS, **{n: wait for t in tables for n, wait in t.waits.items()}}
        self.iterated = {name: wait for t in tables for name, wait in t.iterated.items()}
        self.makes = {**MAKES, **{n: made for t in tables for n, made in t.makes.items()}}
        self.kinds = [(re.compile(shape), made) for t in tables for shape, made in t.kinds.items()]
        self.fluent = FLUENT.union(*(t.fluent for t in tables))
        self.soon = {**SOON, **{n: place for t in tables for n, place in t.soon.items()}}
        self.futures = FUTURES.union(*(t.generators for t in tables))
        self.generators = GENERATORS | self.futures
        self.transparent = TRANSPARENT.union(*(t.transparent for t in tables))
        names = (*self.waits, *self.makes, *self.iterated)
        self._roots = {name.partition(".")[0] for name in names} | {"boto3", "stripe"}
        self._canonical: dict[str, str] = {}
        self._waits: dict[str, Wait | None] = {}

    @classmethod
    def of(cls, project: Project) -> Calls:
        return project.memo("known-calls", lambda: cls(project))

    def canonical(self, name: str) -> str:
        """The name of a callee with each object in it named by its class."""
        if name.partition(".")[0] not in self._roots:
            return name
        found = self._canonical.get(name)
        if found is None:
            found = self._canonical[name] = self._named(name)
        return found

    def _named(self, name: str) -> str:
        current, *parts = name.split(".")
        for i, part in enumerate(parts):
            last = i == len(parts) - 1
            known = f"{current}.{part}"
            if last and known in self.waits:
                return known
            made = self.makes.get(known) or self._kind(known)
            if made is not None:
                current = made
            elif current in self.fluent and not last:
                continue
            elif current == "pymongo.MongoClient" and not last:
                # client["db"]["things"].insert_one(...), client.db.things.insert_one(...)
                current = known
            elif current.startswith("pymongo.MongoClient.") and last:
                current = f"pymongo.Collection.{part}"
            else:
                current = known
        return current

    def _kind(self, name: str) -> str | None:
        return next((made for shape, made in self.kinds if shape.fullmatch(name)), None)

    def waits_for(self, name: str) -> Wait | None:
        """What the call of the thing with a canonical name waits for, or None."""
        if name.partition(".")[0] not in self._roots:
            return None
        if name not in self._waits:
            self._waits[name] = self._waits_for(name)
        return self._waits[name]

    def _waits_for(self, name: str) -> Wait | None:
        found = self.waits.get(name) or self.waits.get(self.canonical(name))
        if found is not None:
            return found
        root = name.partition(".")[0]
        head, _, method = self.canonical(name).rpartition(".")
        if root == "boto3" and head.startswith(("boto3.client", "boto3.resource")):
            cloud = "_" in method or method in (
                "query",
                "scan",
                "publish",
                "invoke",
                "upload",
                "load",
            )
            return _CLOUD if cloud and method not in _LOCAL else None
        if root == "stripe" and head != "stripe" and method in _STRIPE:
            return _SERVICE
        return None

    def waits_in_loop(self, name: str) -> Wait | None:
        """What going through the value of a call waits for, where the call itself does not wait."""
        return self.iterated.get(self.canonical(name))
