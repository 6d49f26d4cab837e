"""The rules for servers about names, encodings, limits and the rich dialect (docs/protocol.md §3 to §6)."""

from shared.check.rule import Words
from shared.check.taught import Taught, taught

NAMES: tuple[Taught, ...] = (
    taught(
        "name-case",
        "§3",
        Words(
            "takes names that differ in case alone for one name",
            "只有大小写不同的名字算同一个名字",
        ),
        Words(
            "ANN was let in beside ann: compare names in lower case.",
            "ann 已在房间里，ANN 却也能进来：比较名字时要先变成小写。",
        ),
    ),
    taught(
        "name-looks",
        "§3",
        Words(
            "refuses a name that looks like that of somebody here",
            "拒绝与在场的人看起来一样的名字",
        ),
        Words(
            "A name with a Cyrillic а was let in beside the same name with a Latin a: people cannot tell "
            "them apart.",
            "名字里用西里尔字母 а 代替拉丁字母 a，也被放了进来：人们无法区分。",
        ),
    ),
    taught(
        "name-comma",
        "§3",
        Words(
            "refuses a name with a comma in it",
            "拒绝含有逗号的名字",
        ),
        Words(
            "A comma ends the name in a whisper, so nobody could ever whisper to this person.",
            "私聊中名字到逗号为止，所以谁也无法给这个人发私聊。",
        ),
    ),
    taught(
        "name-colon",
        "§3",
        Words(
            "refuses a name with a colon in it, : or ：",
            "拒绝含有冒号（: 或 ：）的名字",
        ),
        Words(
            "A colon ends the name in a line of chat: with one in the name, a line could be taken for "
            "somebody else's.",
            "聊天行中名字到冒号为止：名字里有冒号，就可能被当成别人说的话。",
        ),
    ),
    taught(
        "name-star",
        "§3",
        Words(
            "refuses a name that begins with *",
            "拒绝以 * 开头的名字",
        ),
        Words(
            "Lines that begin with * are the server's own words.",
            "以 * 开头的行是服务器自己的话。",
        ),
    ),
    taught(
        "name-empty",
        "§3",
        Words(
            "refuses an empty name, and one of nothing but spaces",
            "拒绝空的名字和只有空格的名字",
        ),
        Words(
            "A name has at least one character once the spaces around it are gone.",
            "去掉两端的空格之后，名字至少要有一个字符。",
        ),
    ),
    taught(
        "name-long",
        "§3",
        Words(
            "refuses a name of more than 24 characters, and accepts one of 24",
            "拒绝超过 24 个字符的名字，接受正好 24 个字符的名字",
        ),
        Words(
            "Count characters, not bytes: at most 24, and at most 96 bytes of UTF-8.",
            "要数字符，而不是字节：最多 24 个字符，UTF-8 最多 96 字节。",
        ),
    ),
    taught(
        "name-unseen",
        "§3",
        Words(
            "refuses a name with control characters or with characters that cannot be seen",
            "拒绝含有控制字符或看不见的字符的名字",
        ),
        Words(
            "A name with a zero-width space or a right-to-left mark looks like another name.",
            "含有零宽空格或从右到左标记的名字，看起来会像另一个名字。",
        ),
    ),
    taught(
        "name-reserved",
        "§3",
        Words(
            "refuses the names that are the host's, such as Server and 所有人",
            "拒绝留给主持人的名字，例如 Server 和 所有人",
        ),
        Words(
            "Somebody of this name could be taken for the server, or for everyone.",
            "叫这个名字的人会被当成服务器或者所有人。",
        ),
    ),
    taught(
        "name-trimmed",
        "§3",
        Words(
            "shows a name without the spaces around it",
            "显示名字时去掉两端的空格",
        ),
        Words(
            "A name came with spaces around it; it is shown without them.",
            "名字两端带有空格；显示时应当去掉。",
        ),
    ),
    taught(
        "whisper-name",
        "§3",
        Words(
            "finds a whisper's receiver whatever the case of the name",
            "私聊的名字不区分大小写",
        ),
        Words(
            "A whisper to the name in capitals did not arrive: compare prepared names there, too.",
            "用大写名字发的私聊没有送达：这里也要比较处理过的名字。",
        ),
    ),
)

ENCODINGS: tuple[Taught, ...] = (
    taught(
        "utf-8-kept",
        "§5",
        Words(
            "relays text in UTF-8 unchanged",
            "原样转发 UTF-8 文字",
        ),
        Words(
            "Hanzi and an emoji did not come out as they went in.",
            "汉字和表情符号转发之后变了样。",
        ),
    ),
    taught(
        "gbk-understood",
        "§5",
        Words(
            "reads a client that speaks GBK, and writes UTF-8 to the others",
            "能读懂使用 GBK 的客户端，并以 UTF-8 发给其他人",
        ),
        Words(
            "A client sent hanzi in GBK, as old programs on Chinese Windows do. The others got bytes that "
            "are no UTF-8, or other characters.",
            "一个客户端以 GBK 发送汉字（中文 Windows 上的老程序就是这样）。其他人收到的不是 UTF-8，或者变"
            "成了别的字。",
        ),
    ),
    taught(
        "gbk-answered",
        "§5",
        Words(
            "writes GBK to a client that speaks GBK",
            "向使用 GBK 的客户端发送 GBK",
        ),
        Words(
            "A client that speaks GBK got text in another encoding, and shows something like 浣犲ソ for 你"
            "好.",
            "使用 GBK 的客户端收到了其他编码的文字，会把 你好 显示成 浣犲ソ。",
        ),
    ),
    taught(
        "bad-bytes",
        "§5",
        Words(
            "sends valid text on, whatever bytes came: U+FFFD for what cannot be decoded",
            "无论收到什么字节，发出的都是有效的文字：无法解码的变成 U+FFFD",
        ),
        Words(
            "Bytes that are no character came from a client that speaks UTF-8. The others have to get the "
            "rest of the text, and U+FFFD in their place.",
            "使用 UTF-8 的客户端发来了不成字符的字节。其他人应当收到其余的文字，这些字节的位置上是 U+FFFD。",
        ),
    ),
    taught(
        "clean-text",
        "§5",
        Words(
            "takes control characters out of what it relays, and keeps tabs",
            "转发时去掉控制字符，保留制表符",
        ),
        Words(
            "Control characters steer terminals: ESC can clear another person's screen.",
            "控制字符会操纵终端：ESC 可以清掉别人的屏幕。",
        ),
    ),
)

LIMITS: tuple[Taught, ...] = (
    taught(
        "burst-kept",
        "§6",
        Words(
            "loses nothing of 22 messages that come at once, and keeps their order",
            "一次到达的 22 条消息一条不丢，顺序不变",
        ),
        Words(
            "Who writes too fast is slowed down by not being read for a while; nothing is dropped.",
            "对写得太快的人，服务器暂时不读取他的数据来减慢速度；什么也不能丢。",
        ),
    ),
    taught(
        "stranger-frame",
        "§6",
        Words(
            "closes a connection that sends a frame of more than 1,024 bytes before its login",
            "登录之前发来超过 1,024 字节的帧时关闭连接",
        ),
        Words(
            "Nobody needs more than that for a name; a stranger gets no more memory.",
            "名字用不了这么多字节；陌生的连接不应占用更多内存。",
        ),
    ),
    taught(
        "refused-in-a-row",
        "§6",
        Words(
            "closes a connection after 20 refused names in a row",
            "连续拒绝 20 个名字之后关闭连接",
        ),
        Words(
            "20 names were refused in a row and the connection is still open: a program could try names "
            "for ever.",
            "连续拒绝了 20 个名字，连接仍然开着：程序可以永远试下去。",
        ),
    ),
    taught(
        "outside-in-a-row",
        "§6",
        Words(
            "closes a connection after 1,048,576 bytes in a row without a frame",
            "连续 1,048,576 字节没有一帧时关闭连接",
        ),
        Words(
            "More than a megabyte without a frame came, and the connection is still open.",
            "来了超过一兆字节而没有一帧，连接仍然开着。",
        ),
    ),
)

RICH: tuple[Taught, ...] = (
    taught(
        "rich-hello",
        "§4",
        Words(
            "answers a 5 with a 5 that has at least id and room",
            "用 5 回答 5，其中至少有 id 和 room",
        ),
        Words(
            "The answer has to be one JSON object with the strings id (the one of §1) and room.",
            "回答必须是一个 JSON 对象，含有字符串 id（与 §1 的相同）和 room。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-login",
        "§4",
        Words(
            "sends a user behind each 1, welcome behind the own 1, and room at the end",
            "每个 1 之后是 user，自己的 1 之后是 welcome，最后是 room",
        ),
        Words(
            "A rich login comes in a fixed order: 1, user for each person; the own 1, welcome, user; old; "
            "room.",
            "富协议的登录有固定顺序：每人 1、user；自己的 1、welcome、user；old；room。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-msg",
        "§4",
        Words(
            "sends msg right before the 4 it is about, with id, ts, from and at",
            "在 4 之前紧接着发 msg，含有 id、ts、from 和 at",
        ),
        Words(
            "at is how many characters of the 4 come before what was really said.",
            "at 是 4 中真正内容之前的字符数。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-notice",
        "§4",
        Words(
            "sends notice with its code right before the server's own words",
            "在服务器自己的话之前紧接着发带代码的 notice",
        ),
        Words(
            "A client says it in another language by the code.",
            "客户端靠代码用另一种语言说出来。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-ping",
        "§4",
        Words(
            "answers ping with pong and its number",
            "用带同一个数字的 pong 回答 ping",
        ),
        Words(
            "The number of the ping has to come back.",
            "ping 的数字要原样返回。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-away",
        "§4",
        Words(
            "tells everybody with a user who is away or raises a hand",
            "有人离开或举手时用 user 告诉所有人",
        ),
        Words(
            "Somebody said away or hand, and the others have to get a user with it.",
            "有人发了 away 或 hand，其他人应当收到说明它的 user。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-unknown",
        "§4",
        Words(
            "ignores an object whose t is unknown, without a word",
            "忽略 t 未知的对象，不作说明",
        ),
        Words(
            "A later version says more than you know: nobody is told, nothing breaks.",
            "以后的版本会有更多内容：不告诉任何人，也不出错。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-bad-object",
        "§4",
        Words(
            "answers what holds no JSON object with “* that frame holds no JSON object that is known here”",
            "内容不是 JSON 对象时回答 “* that frame holds no JSON object that is known here”",
        ),
        Words(
            "A 6 held no JSON object, and its sender was not told.",
            "一个 6 里没有 JSON 对象，却没有告诉发送者。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-resume",
        "§4",
        Words(
            "gives a session that comes back its place and what it missed",
            "会话恢复时归还位置，并补发错过的内容",
        ),
        Words(
            "A connection broke off and came back with resume: welcome says resumed with true, what was "
            "said meanwhile comes as old, and nobody is sent a 3 or 2.",
            "连接断开后用 resume 回来：welcome 里 resumed 为 true，期间的发言以 old 补发，谁也不会收到 3 "
            "或 2。",
        ),
        is_optional=True,
    ),
    taught(
        "rich-bye",
        "§4",
        Words(
            "closes the connection at bye, and tells the others with a 3",
            "收到 bye 时关闭连接，并用 3 告诉其他人",
        ),
        Words(
            "Who says bye goes on purpose: no place is kept.",
            "发 bye 的人是有意离开：不保留位置。",
        ),
        is_optional=True,
    ),
)
