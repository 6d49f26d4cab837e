"""What is said of a client that has broken a rule, in both languages: what was seen, why that is, what to change.

The rule: a note teaches; it names the place in a program where such a mistake is usually made.
"""

from collections.abc import Mapping

from shared.check.client_screen import Sight
from shared.check.rule import Words

NOBODY_CAME = Words(
    "No client has connected to {host}:{port}.",
    "没有客户端连接 {host}:{port}。",
)
NO_PORT = Words(
    "Port {port} cannot be had here: choose another one with --tcp-port.",
    "无法使用端口 {port}：请用 --tcp-port 换一个。",
)
STOPPED_SHORT = Words(
    "The client did not come back, so the rest could not be judged.",
    "客户端没有再回来，其余部分无法判断。",
)
SKIPPED_STEP = Words("This step was left out.", "跳过了这一步。")
NO_FIND = Words(
    "The client was not run without an address: say how with --find.",
    "没有不给地址运行客户端：请用 --find 说明如何运行。",
)
NO_SEARCH_PORT = Words(
    "UDP port {port} is taken by another program, or discovery was left out.",
    "UDP 端口 {port} 被别的程序占用，或者没有检查寻找房间的部分。",
)
BLOCKED = Words(
    "Nothing can be known of it while “{rule}” is broken: mend that first.",
    "“{rule}”没有做到时，这一条无从判断：请先改那一条。",
)
ERROR_SAYS = Words("Its standard error ends in: {words}", "它的标准错误输出最后是：{words}")

SIGHTS: Mapping[Sight, Words] = {
    Sight.MISSING: Words("It was not shown.", "没有显示出来。"),
    Sight.GARBLED: Words(
        "It was shown in part, changed, or with another message on one line.",
        "只显示了一部分、显示得不对，或者与另一条消息显示在同一行。",
    ),
    Sight.TWICE: Words("It was shown more than once.", "显示了不止一次。"),
    Sight.UNKNOWN: Words(
        "What the client shows could not be seen: a program that is run has to write it to standard output.",
        "看不到客户端显示的内容：自动运行的程序要把它写到标准输出。",
    ),
}
ECHO_TWICE = Words(
    "It was shown twice: show your own words only when they come back in a 4, not when you send them.",
    "显示了两次：自己说的话应在 4 传回来时显示，发送时不要显示。",
)
SPLIT_LOST = Words(
    "One recv() is not one message: keep what came, and take a frame out only when its 03 is there.",
    "一次 recv() 并不是一条消息：先保存收到的内容，等到 03 才取出一个帧。",
)
GLUED_LOST = Words(
    "One recv() is not one message: after the first frame look whether there is another in what came.",
    "一次 recv() 并不是一条消息：取出第一个帧之后，要看收到的内容里还有没有下一个。",
)
ACROSS_LOST = Words(
    "What is left of a read after the last 03 begins the next frame: keep it, and append the next read.",
    "一次读取中最后一个 03 之后的内容是下一帧的开头：留下它，把下一次读到的接在后面。",
)
JUNK_TAKEN = Words(
    "Skip everything up to the next 02 before a frame is read.",
    "读帧之前，跳过下一个 02 之前的所有字节。",
)
NO_RESYNC = Words(
    "An 02 inside a frame means that its end was lost: throw away what you have of it and begin anew there.",
    "帧里出现 02 说明它的结尾丢失了：丢弃已有的部分，从这里重新开始。",
)
UNKNOWN_FATAL = Words(
    "A type that you do not know is no error: drop the frame and read on.",
    "不认识的类型不是错误：丢弃这个帧，继续读。",
)
UNKNOWN_SHOWN = Words("A frame of an unknown type was shown.", "显示了未知类型的帧。")
WRONG_ENCODING = Words(
    "Your client writes {encoding}, and so the server answers in it: decode what comes with the same.",
    "你的客户端用 {encoding} 发送，服务器也用它回答：请用同一种编码解码。",
)
CHARACTER_CUT = Words(
    "Decode whole payloads, never what one recv() brought: a character can be cut in the middle.",
    "要对完整的有效载荷解码，不要对一次 recv() 的内容解码：一个字符可能被切成两半。",
)
LONG_LOST = Words(
    "It was not shown whole: a buffer of a fixed size is too short. A payload can have 65,536 bytes.",
    "没有完整显示：固定大小的缓冲区不够。有效载荷最多 65536 字节。",
)
MARKS_SHOWN = Words(
    "An 02 or 03 was written to the screen: show the payload only.",
    "屏幕上出现了 02 或 03：只显示有效载荷。",
)
CAME_AS_GONE = Words(
    "Who comes and who goes is shown by the same line.",
    "来人和走人显示成一样的内容。",
)
SELF_CAME = Words(
    "Its own name was shown as though somebody else had come: the last 1 of the list is yourself.",
    "自己的名字显示成别人来了：名单里最后一个 1 是你自己。",
)
SELF_TWICE = Words("Its own name is in the list more than once.", "名单里有两个自己。")
LINE_FORGED = Words(
    "The second line of bob's text looks like one of eve's: leave the four spaces where they are.",
    "bob 的第二行文字看起来像是 eve 说的：请保留那四个空格。",
)

NO_LOGIN = Words(
    "Nothing came that logs in: send 02 31, the name, 03 right after connecting.",
    "没有收到登录：连接之后立即发送 02 31、名字、03。",
)
NAME_IS_OTHER = Words("It logged in as {found!r}, not as {name}.", "它以 {found!r} 登录，而不是 {name}。")
NO_NEW_NAME = Words(
    "After the 0 no other name came: the connection stays open for another 1.",
    "收到 0 之后没有发来别的名字：连接仍然打开，等待下一个 1。",
)
CLOSED_ON_REFUSAL = Words(
    "It closed the connection after the 0, which stays open for another 1.",
    "收到 0 之后它关闭了连接；连接本来仍等待下一个 1。",
)
REPEATS_NAME = Words(
    "It sent the refused name again by itself: ask for another one.",
    "它自动重发了被拒绝的名字：应当让人换一个。",
)
NOT_IN = Words(
    "After the 1 with its own name, nothing came of what was typed: that 1 means that it is in.",
    "在带自己名字的 1 之后，键入的内容没有发出来：这个 1 表示已经进入房间。",
)
SECOND_LOGIN = Words("It logged in again while it was in.", "已经登录之后又登录了一次。")
OTHER_TEXT = Words(
    "What came is not what was typed: {found!r} for {typed!r}.",
    "发来的与键入的不同：键入 {typed!r}，收到 {found!r}。",
)
NOTHING_SAID = Words("Nothing came of what was typed: {typed!r}.", "键入的 {typed!r} 没有发来。")
NO_COMMA = Words(
    "The payload of a 2 is the name, a comma, and the text.",
    "类型 2 的有效载荷是名字、逗号、文本。",
)
NO_END = Words(
    "A frame has no 03 at its end, so the server waits for more.",
    "一个帧的末尾没有 03，服务器只能一直等下去。",
)
BYTES_BETWEEN = Words(
    "{count} bytes lie outside of frames: send as many bytes as the frame has, and not the whole buffer.",
    "帧之外有 {count} 个字节：帧有多长就发送多少字节，不要发送整个缓冲区。",
)
WRONG_TYPE = Words("It sent a frame of type {kind!r}.", "它发送了类型 {kind!r} 的帧。")
LINE_END = Words(
    "The text ends in the line end of the keyboard: cut it off before sending.",
    "文本末尾带着键盘输入的换行：发送前去掉它。",
)
CONTROL_INSIDE = Words(
    "Byte {byte} is inside a payload: a C string's NUL, for one, is not part of the text.",
    "有效载荷里有字节 {byte}：例如 C 字符串的 NUL 并不属于文本。",
)
MARKS_SENT = Words(
    "A typed 02 or 03 went out, and the one message became several pieces: take both out before sending.",
    "键入的 02 或 03 被发了出去，一条消息变成了几段：发送前把两者都去掉。",
)
TWO_ENCODINGS = Words(
    "A payload is valid in neither UTF-8 nor GBK, or not in the one that the others are in.",
    "有一个有效载荷既不是 UTF-8 也不是 GBK，或者与其他的编码不同。",
)
NOT_LEFT = Words("It was told to leave, and the connection is still open.", "让它离开之后，连接仍然开着。")
END_UNNOTICED = Words(
    "recv() returned 0 bytes: the server has closed. Close the socket, and say so.",
    "recv() 返回 0 个字节：服务器已经关闭连接。请关闭套接字并说明。",
)
TOO_LONG_KEPT = Words(
    "It goes on reading a frame that is longer than any may be: close the connection.",
    "帧已经超过最大长度，它还在继续读：应当关闭连接。",
)
RICH_STUCK = Words("After its 5 was refused, it did not log in.", "它的 5 被拒绝之后，没有登录。")

WRONG_REQUEST = Words(
    "What came is not the request: it is REQUEST FOR IP ADDRESS AND SERVERPORT, byte for byte.",
    "收到的不是请求：应当逐字节等于 REQUEST FOR IP ADDRESS AND SERVERPORT。",
)
NO_REQUEST = Words("No request came to UDP port {port}.", "UDP 端口 {port} 没有收到请求。")
ASKED_ONCE = Words(
    "It asked once and waits for ever: ask again after 0.25 s, after 1 s, and then every 2 s.",
    "它只问了一次就一直等：应在 0.25 秒、1 秒后再问，之后每 2 秒问一次。",
)
OTHER_PORT = Words(
    "The answer said port {port}, and nobody connected there.",
    "回答里的端口是 {port}，但没有人连接它。",
)
TRAPPED = Words(
    "The answer said port {port}; it connected to 9999.",
    "回答里的端口是 {port}，它却连接了 9999。",
)
OTHER_ADDRESS = Words(
    "The answer came from {answered}, and it connected to {called}: take the address from recvfrom().",
    "回答来自 {answered}，它却连接了 {called}：请用 recvfrom() 得到的地址。",
)


def filled(words: Words, /, **fields: str) -> Words:
    """Return ``words`` with ``{field}`` filled in, and ``{field!r}`` with control characters made visible."""
    en, zh = words.en, words.zh
    for name, text in fields.items():
        for mark, shown in ((f"{{{name}}}", text), (f"{{{name}!r}}", repr(text))):
            en, zh = en.replace(mark, shown), zh.replace(mark, shown)
    return Words(en, zh)
