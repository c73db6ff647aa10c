"""Reads and changes the parts of a PostgreSQL URL."""

from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from deploy.processes.refusals import Refusal

DATABASE = "counterpoise"  # where the URL names none
SCHEMES = ("postgresql", "postgres")
SAID_ELSEWHERE = ("user", "password", "dbname", "database")  # these parts have their own place


class NotPostgresUrl(Refusal):
    """Only PostgreSQL's own kind of URL will do; the message never shows the password in it."""

    def __init__(self, url: str) -> None:
        scheme = url.partition(":")[0]
        super().__init__(
            "The URL of the database must begin with postgresql://USER:PASSWORD@HOST/, "
            f"not with {scheme}:"
        )


def database_of(url: str) -> str:
    """The database the URL names.

    >>> database_of("postgresql://ada@db.example/house"), database_of("postgresql://db.example")
    ('house', 'counterpoise')
    """
    return unquote(_split(url).path.lstrip("/")) or DATABASE


def with_database(url: str, name: str) -> str:
    """The same server, another database.

    >>> with_database("postgres://ada:pw@/old?host=/run/pg", "new")
    'postgresql://ada:pw@/new?host=%2Frun%2Fpg'
    """
    parts = _split(url)
    query = [(k, v) for k, v in parse_qsl(parts.query) if k not in SAID_ELSEWHERE]
    path = f"/{quote(name, safe='')}"
    return f"postgresql://{parts.netloc}{path}{'?' if query else ''}{urlencode(query)}"


def with_login(url: str, user: str, password: str) -> str:
    """The same server and database, another user.

    >>> with_login("postgresql://ada:pw@db.example:5433/house", "grace", "a/b")
    'postgresql://grace:a%2Fb@db.example:5433/house'
    """
    host = _split(url).netloc.rpartition("@")[2]
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    rest = with_database(url, database_of(url)).removeprefix("postgresql://")
    return f"postgresql://{login}@{host}/{rest.partition('/')[2]}"


def _split(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise NotPostgresUrl(url)
    return parts
