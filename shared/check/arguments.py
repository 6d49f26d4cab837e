"""The command line of ``chatroom-check``.

The rule: what a person gets wrong is one sentence in their language that says what to do; never a traceback.
"""

import argparse
import math
import re
import string
from collections.abc import Mapping, Sequence
from ipaddress import IPv6Address
from itertools import zip_longest
from pathlib import Path
from typing import Never

from shared.check.rule import Language
from shared.preflight import speaks_chinese
from shared.value import value
from shared.version import product_version

DEFAULT_TCP_PORT = 9999
DEFAULT_UDP_PORT = 6000
DEFAULT_TIMEOUT_SECONDS = 1.0
_MAX_TIMEOUT_SECONDS = 60.0


@value
class ServerOptions:
    """``chatroom-check server``. ``timeout_seconds`` is how long one answer is waited for, at most 60.

    ``udp_port`` is None where discovery is left out.
    """

    host: str
    port: int
    udp_port: int | None = DEFAULT_UDP_PORT
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS


@value
class ClientOptions:
    """``chatroom-check client``. ``timeout_seconds`` is how long the program (not a person) has for one step.

    ``udp_port`` is None where discovery is left out; a ``tcp_port`` of 0 is any free one. With a ``command``
    (fields ``{name}``, ``{host}``, ``{port}``, ``{udp_port}``) the client is run and typed to with the
    templates ``say`` (``{text}``), ``whisper`` (``{name}``, ``{text}``) and ``quit``; ``find`` (``{name}``,
    ``{udp_port}``) runs it without an address, to find the room. Without a command a person drives it.
    """

    address: str = ""
    tcp_port: int = 0
    udp_port: int | None = DEFAULT_UDP_PORT
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    command: str | None = None
    say: str = "{text}"
    whisper: str = "@{name} {text}"
    quit: str = "/quit"
    find: str | None = None


@value
class Arguments:
    """What was asked for. ``report`` is the file without its ending; .html and .json are written."""

    options: ServerOptions | ClientOptions
    language: Language
    report: Path | None


def language_of(environ: Mapping[str, str], system_locale: str = "") -> Language:
    """Return the language of the person: that of the environment, else of the system's locale."""
    is_said = any(environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    is_chinese = speaks_chinese(environ) if is_said else system_locale.startswith(("zh", "Chinese"))
    return Language.ZH if is_chinese else Language.EN


def parse_arguments(argv: Sequence[str], language: Language) -> Arguments:
    """Return what ``argv`` asks for. Exits with status 2 and one sentence where it makes no sense.

    ``language`` is used unless ``--lang`` says another.
    """
    language = _asked_language(argv) or language
    parser = _parser(language)
    found = parser.parse_args(argv)
    options: ServerOptions | ClientOptions
    if found.side == "server":
        host, port = found.address
        options = ServerOptions(host, port, found.udp_port, found.timeout)
    else:
        options = ClientOptions(
            address=found.host,
            tcp_port=found.tcp_port,
            udp_port=found.udp_port,
            timeout_seconds=found.timeout,
            command=found.command,
            say=found.say,
            whisper=found.whisper,
            quit=found.quit,
            find=found.find,
        )
    return Arguments(options, language, found.report)


def parse_address(text: str) -> tuple[str, int]:
    """Return host and port of ``HOST``, ``HOST:PORT``, ``[IPV6]:PORT`` or a bare IPv6 address.

    Raises ``ValueError`` for anything else.
    """
    text = text.strip()
    match = re.fullmatch(r"\[([0-9A-Fa-f:.%\w]+)\](?::(\d{1,5}))?|([^\s:\[\]/@]+)(?::(\d{1,5}))?", text)
    if match is None:
        return str(IPv6Address(text)), DEFAULT_TCP_PORT
    port = int(match[2] or match[4] or DEFAULT_TCP_PORT)
    if not 1 <= port <= 65_535:
        raise ValueError(text)
    return match[1] or match[3], port


def _asked_language(argv: Sequence[str]) -> Language | None:
    # Asked before the rest is read, so that what is wrong with the rest is said in it.
    for option, following in zip_longest(argv, argv[1:], fillvalue=""):
        said = following if option == "--lang" else option.removeprefix("--lang=")
        if option.startswith("--lang") and said in set(Language):
            return Language(said)
    return None


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(en: str, zh: str) -> str:
        return zh if language is Language.ZH else en

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> Never:
            # Not the usage before it: six lines of options hide the one that says what to do.
            self.exit(2, _wrong_sentence(message, language))

    class Formatter(argparse.HelpFormatter):
        def start_section(self, heading: str | None) -> None:
            chinese = {"positional arguments": "参数", "options": "选项"}
            super().start_section(say(heading, chinese.get(heading, heading)) if heading else heading)

        def add_usage(
            self,
            usage: str | None,
            actions: object,
            groups: object,
            prefix: str | None = None,
        ) -> None:
            # argparse's own words come from a catalogue that is installed nowhere.
            if prefix is None:
                prefix = say("usage: ", "用法：")
            super().add_usage(usage, actions, groups, prefix)  # type: ignore[arg-type]

    def address(text: str) -> tuple[str, int]:
        try:
            return parse_address(text)
        except ValueError:
            words = say(
                "give the server's address as HOST:PORT, such as 192.168.1.7:9999, not {text!r}",
                "请把服务器的地址写成 主机:端口，例如 192.168.1.7:9999，而不是 {text!r}",
            )
            raise argparse.ArgumentTypeError(words.format(text=text)) from None

    def port_from(least: int) -> "_PortReader":
        return _PortReader(
            least,
            say(
                "a port is a number from {least} to 65535, not {text!r}",
                "端口是 {least} 到 65535 的数字，而不是 {text!r}",
            ),
        )

    def seconds(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not 0.05 <= number <= _MAX_TIMEOUT_SECONDS:
            words = say(
                "--timeout is a number of seconds from 0.05 to 60, not {text!r}",
                "--timeout 是 0.05 到 60 之间的秒数，而不是 {text!r}",
            )
            raise argparse.ArgumentTypeError(words.format(text=text))
        return number

    def report(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in {".html", ".json"} or not path.stem:
            words = say(
                "a report's file ends in .html or .json, not {text!r}",
                "报告文件以 .html 或 .json 结尾，而不是 {text!r}",
            )
            raise argparse.ArgumentTypeError(words.format(text=text))
        return path.with_suffix("")

    def template(*fields: str) -> "_TemplateReader":
        return _TemplateReader(
            fields,
            say("{text!r} is no template: it can hold {fields}", "{text!r} 不是模板：其中可以有 {fields}"),
        )

    def common(part: argparse.ArgumentParser) -> None:
        part.add_argument(
            "--udp-port",
            metavar="N",
            type=port_from(1),
            default=DEFAULT_UDP_PORT,
            help=say("discovery port (default: 6000)", "发现服务器用的端口（默认 6000）"),
        )
        part.add_argument(
            "--no-udp",
            dest="udp_port",
            action="store_const",
            const=None,
            help=say("leave discovery out", "不检查发现服务器的部分"),
        )
        part.add_argument(
            "--timeout",
            metavar="SECONDS",
            type=seconds,
            default=DEFAULT_TIMEOUT_SECONDS,
            help=say("how long an answer is waited for (default: 1)", "等待一个回答的秒数（默认 1）"),
        )
        part.add_argument(
            "--report",
            metavar="FILE",
            type=report,
            help=say(
                "write the report to FILE: .html and .json are both written",
                "把报告写入文件：.html 和 .json 两种都会写",
            ),
        )
        add_language(part)

    def add_language(part: argparse.ArgumentParser) -> None:
        part.add_argument(
            "--lang",
            choices=[language.value for language in Language],
            help=say("language (default: the environment's)", "语言（默认取自环境变量）"),
        )
        part.add_argument(
            "-h", "--help", action="help", help=say("show this help and exit", "显示本帮助后退出")
        )

    parser = Parser(
        prog="chatroom-check",
        add_help=False,
        formatter_class=Formatter,
        description=say(
            "Judge somebody's chat server or client against docs/protocol.md, rule by rule.",
            "对照 docs/protocol.md，逐条检查别人写的聊天服务器或客户端。",
        ),
        epilog=say(
            "Exit status: 0 all passed, 1 some rule was broken, 2 it could not be judged.",
            "退出状态：0 全部通过，1 有规则没有做到，2 无法判断。",
        ),
    )
    add_language(parser)
    parser.add_argument(
        "--version",
        action="version",
        version=f"chatroom-check {product_version()}",
        help=say("show the version and exit", "显示版本后退出"),
    )
    sides = parser.add_subparsers(
        dest="side", required=True, metavar="server|client", title=say("what to judge", "检查什么")
    )
    server = sides.add_parser(
        "server",
        add_help=False,
        formatter_class=Formatter,
        help=say("judge the server at HOST:PORT", "检查位于 主机:端口 的服务器"),
        description=say(
            "Play several clients against the server at HOST:PORT and judge what it answers.",
            "扮演几个客户端连接 主机:端口 的服务器，检查它的回答。",
        ),
    )
    server.add_argument(
        "address",
        metavar="HOST:PORT",
        type=address,
        help=say("where the server listens, such as 127.0.0.1:9999", "服务器监听的地址，例如 127.0.0.1:9999"),
    )
    common(server)
    client = sides.add_parser(
        "client",
        add_help=False,
        formatter_class=Formatter,
        help=say("open a room and judge the client that joins it", "打开一个房间，检查加入的客户端"),
        description=say(
            "Open a scripted room and judge the client that joins it; with --command, run the client as well.",
            "打开一个按剧本进行的房间，检查加入的客户端；用 --command 可以由本程序来运行客户端。",
        ),
    )
    client.add_argument(
        "--host", metavar="ADDRESS", default="", help=say("listen on this address only", "只在这个地址上监听")
    )
    client.add_argument(
        "--tcp-port",
        metavar="N",
        type=port_from(0),
        default=0,
        help=say("chat port (default: 0, any free one)", "聊天端口（默认 0：任意空闲端口）"),
    )
    client.add_argument(
        "--command",
        metavar="COMMAND",
        type=template("name", "host", "port", "tcp_port", "udp_port"),
        help=say(
            'run the client and judge it without a person, such as "python client.py {name} {host}:{port}"',
            '运行客户端，无人值守地检查，例如 "python client.py {name} {host}:{port}"',
        ),
    )
    client.add_argument(
        "--say",
        metavar="LINE",
        type=template("text"),
        default="{text}",
        help=say(
            "what to type to say something (default: %(default)s)", "发言时输入什么（默认 %(default)s）"
        ),
    )
    client.add_argument(
        "--whisper",
        metavar="LINE",
        type=template("name", "text"),
        default="@{name} {text}",
        help=say("what to type to whisper (default: %(default)s)", "私聊时输入什么（默认 %(default)s）"),
    )
    client.add_argument(
        "--quit",
        metavar="LINE",
        default="/quit",
        help=say(
            "what to type to leave; empty: the end of the input (default: %(default)s)",
            "离开时输入什么；空表示结束输入（默认 %(default)s）",
        ),
    )
    client.add_argument(
        "--find",
        metavar="COMMAND",
        type=template("name", "udp_port"),
        help=say(
            'run the client without an address, such as "python client.py {name}": it has to find the room',
            '不给地址运行客户端，例如 "python client.py {name}"：它要自己找到房间',
        ),
    )
    common(client)
    return parser


class _PortReader:
    def __init__(self, least: int, words: str) -> None:
        self._least = least
        self._words = words

    def __call__(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,5}", text) or not self._least <= int(text) <= 65_535:
            raise argparse.ArgumentTypeError(self._words.format(text=text, least=self._least))
        return int(text)


class _TemplateReader:
    def __init__(self, fields: Sequence[str], words: str) -> None:
        self._fields = fields
        self._words = words

    def __call__(self, text: str) -> str:
        fields = ", ".join(f"{{{field}}}" for field in self._fields)
        try:
            used = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
            if text.strip() and used <= set(self._fields):
                return text
        except ValueError:
            pass
        raise argparse.ArgumentTypeError(self._words.format(text=text, fields=fields))


_CHINESE_ERRORS = (
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"argument ([^:]+): expected one argument", "{0} 后面要有一个值"),
    (r"argument ([^:]+): invalid choice: '?([^']*)'? \(.*\)", "{0} 不能是 {1!r}"),
    (r"argument [^:]+: (.*)", "{0}"),
)


def _wrong_sentence(message: str, language: Language) -> str:
    if language is Language.EN:
        wrong = re.sub(r"^argument (?:HOST:PORT|--[a-z-]+): (?!expected|invalid choice)", "", message)
        return f"chatroom-check: {wrong}; chatroom-check --help lists the options\n"
    for pattern, words in _CHINESE_ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            message = words.format(*match.groups())
            break
    return f"chatroom-check：{message}；用 chatroom-check --help 查看选项\n"
