"""The rules for servers about finding the room and about frames (docs/protocol.md §1, §2), each with a lesson."""

from shared.check.rule import Words
from shared.check.taught import Taught, taught

FINDING: tuple[Taught, ...] = (
    taught(
        "find-answers",
        "§1",
        Words(
            "answers the discovery request",
            "回答“发现服务器”的请求",
        ),
        Words(
            "Nothing came back to the 37 bytes over UDP. Is the UDP port right (--udp-port), and does the "
            "server answer to the very address and port that recvfrom() gave it?",
            "通过 UDP 发出那 37 个字节后没有收到任何回答。UDP 端口对吗（--udp-port）？服务器是不是把回答发"
            "给 recvfrom() 给出的那个地址和端口？",
        ),
    ),
    taught(
        "find-port",
        "§1",
        Words(
            "answers with its TCP port in decimal ASCII digits and nothing else",
            "用 ASCII 十进制数字回答自己的 TCP 端口，不带任何别的内容",
        ),
        Words(
            "The answer is not the digits of the port that was connected to: no words, no line feed, no "
            "binary number.",
            "回答的不是所连接的那个端口的数字：不要加文字、换行，也不要用二进制数。",
        ),
    ),
    taught(
        "find-once",
        "§1",
        Words(
            "answers one datagram once at most",
            "对一个数据报最多回答一次",
        ),
        Words(
            "One request, several answers. A client shows each answer as a room.",
            "一个请求得到了好几个回答。客户端会把每个回答都当成一个房间。",
        ),
    ),
    taught(
        "find-trailing",
        "§1",
        Words(
            "ignores NULs, line ends, spaces and tabs behind the request",
            "忽略请求末尾的 NUL、换行、空格和制表符",
        ),
        Words(
            "A client in C sends the string's own NUL, or the line it read with its line feed: strip the "
            "end before comparing.",
            "C 客户端会把字符串末尾的 NUL 或者读到的换行一起发来：比较之前先去掉末尾这些字节。",
        ),
    ),
    taught(
        "find-silent",
        "§1",
        Words(
            "is silent to anything that is not the request",
            "收到不是请求的内容时不回答",
        ),
        Words(
            "It answered to something else. Compare all 37 bytes, not the beginning, and not without case.",
            "它回答了不是请求的内容。要比较全部 37 个字节：不能只比较开头，也不能忽略大小写。",
        ),
    ),
    taught(
        "find-survives",
        "§1",
        Words(
            "goes on answering after datagrams that make no sense",
            "收到毫无意义的数据报之后仍然继续回答",
        ),
        Words(
            "After some wrong datagrams (an empty one, a long one) it did not answer the next request: "
            "nothing may stop that loop.",
            "收到几个错误的数据报（空的、很长的）之后，它不再回答下一个请求：任何内容都不能让这个循环停下"
            "来。",
        ),
    ),
    taught(
        "find-rich",
        "§1",
        Words(
            "answers the second request with one JSON object of at most 512 bytes, or is silent",
            "用一个不超过 512 字节的 JSON 对象回答第二种请求，或者不回答",
        ),
        Words(
            'An answer to the request with {"v":1} is one JSON object with v, port, id (16 hexadecimal '
            "digits), room, users and max.",
            '对带有 {"v":1} 的请求，回答是一个 JSON 对象，含有 v、port、id（16 位十六进制）、room、users'
            " 和 max。",
        ),
        is_optional=True,
    ),
)

FRAMES: tuple[Taught, ...] = (
    taught(
        "split-frame",
        "§2",
        Words(
            "joins a frame that comes in several pieces",
            "能拼起分几次到达的一帧（半包）",
        ),
        Words(
            "One frame came byte by byte; your server did not serve it: keep what recv() returned until th"
            "e 03 is there (half a frame, 半包).",
            "一帧被一个字节一个字节地发来，服务器没有处理它：recv() 返回的内容要先留着，直到收到 03（半包"
            "）。",
        ),
    ),
    taught(
        "glued-frames",
        "§2",
        Words(
            "serves each of several frames that come in one piece",
            "能分别处理一次到达的几帧（粘包）",
        ),
        Words(
            "Two frames came in one send; your server served only the first: one recv is not one message "
            "(§2).",
            "一次发送里有两帧，服务器只处理了第一帧：一次 recv 不等于一条消息（粘包，§2）。",
        ),
    ),
    taught(
        "frame-and-a-half",
        "§2",
        Words(
            "serves a frame, and keeps the piece of the next one behind it",
            "处理完一帧后，保留后面下一帧的半截",
        ),
        Words(
            "One send brought a frame and the half of the next; the other half came later. The second "
            "frame was lost: what is behind the 03 belongs to the next frame.",
            "一次发送带来了一帧和下一帧的前半截，后半截稍后才到。第二帧丢了：03 后面的字节属于下一帧。",
        ),
    ),
    taught(
        "padding-skipped",
        "§2",
        Words(
            "skips the NULs with which a C client pads its buffer",
            "跳过 C 客户端用来填满缓冲区的 NUL",
        ),
        Words(
            "A frame came with NULs behind it, as from a C client that sends its whole buffer. The next "
            "frame was not served any more.",
            "一帧后面跟着许多 NUL，就像 C 客户端把整个缓冲区都发了出来。之后的下一帧没有得到处理。",
        ),
    ),
    taught(
        "junk-skipped",
        "§2",
        Words(
            "skips bytes between frames and finds the next frame",
            "跳过帧与帧之间的字节，找到下一帧",
        ),
        Words(
            "Some bytes stood before a frame, and the frame was not served: look for the next 02, and "
            "skip what is before it.",
            "一帧前面有一些别的字节，这一帧就没有得到处理：应该寻找下一个 02，跳过它前面的内容。",
        ),
    ),
    taught(
        "stx-restarts",
        "§2",
        Words(
            "begins a new frame at an 02 inside a frame, and drops what came before",
            "帧内出现 02 时，从那里开始新的一帧，丢弃前面的内容",
        ),
        Words(
            "The end of a frame was lost and the next frame began: what came of the first is dropped, and "
            "the second is served.",
            "前一帧的结尾丢了，下一帧又开始了：前一帧已到的部分应当丢弃，后一帧应当处理。",
        ),
    ),
    taught(
        "no-type",
        "§2",
        Words(
            "answers 02 03 with “* that frame has no type: …”, and goes on",
            "收到 02 03 时回答 “* that frame has no type: …”，并继续工作",
        ),
        Words(
            "A frame without a type was sent. Its sender is told in a 4 of the server's own words, and "
            "stays connected.",
            "发来了一个没有类型的帧。要用一个 4 帧以服务器自己的话告诉发送者，并保持连接。",
        ),
    ),
    taught(
        "unknown-type",
        "§2",
        Words(
            "answers an unknown type with “* no such message type: …”, and goes on",
            "收到未知类型时回答 “* no such message type: …”，并继续工作",
        ),
        Words(
            "A frame of type 9 was sent. Its sender is told in a 4, and stays connected: a new client may "
            "know more types than you.",
            "发来了类型为 9 的帧。要用一个 4 帧告诉发送者，并保持连接：新的客户端可能认识更多的类型。",
        ),
    ),
    taught(
        "ends-with-etx",
        "§2",
        Words(
            "ends each frame that it sends with 03",
            "自己发出的每一帧都以 03 结尾",
        ),
        Words(
            "A frame began before the one before it had its 03: the client has to drop it.",
            "前一帧还没有 03，下一帧就开始了：客户端只能把前一帧丢掉。",
        ),
    ),
    taught(
        "plain-types",
        "§2",
        Words(
            "sends a plain client frames of types 0 to 4 alone",
            "只向普通客户端发送类型 0 到 4 的帧",
        ),
        Words(
            "A client that never sent a 5 got a frame of another type.",
            "从未发过 5 的客户端收到了其他类型的帧。",
        ),
    ),
    taught(
        "long-frame",
        "§2",
        Words(
            "takes the longest text there is: 4,000 characters of three bytes each",
            "能接收最长的文字：4,000 个三字节的字符",
        ),
        Words(
            "A frame of 12,000 bytes did not come out whole: one buffer of 1,024 or 4,096 bytes does not "
            "hold each frame.",
            "一个 12,000 字节的帧没有完整地转发出来：1,024 或 4,096 字节的缓冲区装不下所有的帧。",
        ),
    ),
    taught(
        "frame-too-long",
        "§2",
        Words(
            "drops a frame of more than 16,384 payload bytes up to its 03, and says so",
            "内容超过 16,384 字节的帧一直丢弃到它的 03，并告知发送者",
        ),
        Words(
            "Its sender is told “* that frame is too long: at most N bytes”, stays connected, and nobody "
            "gets any of it.",
            "要告诉发送者 “* that frame is too long: at most N bytes”，保持连接，谁也不会收到其中的任何部"
            "分。",
        ),
    ),
)
