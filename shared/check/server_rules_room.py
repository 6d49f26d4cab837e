"""The rules for servers about coming, going and talking (docs/protocol.md §2), each with a lesson."""

from shared.check.rule import Words
from shared.check.taught import Taught, taught

COMING: tuple[Taught, ...] = (
    taught(
        "before-login",
        "§2",
        Words(
            "answers what comes before the login with “* log in first”",
            "对登录之前的内容回答 “* log in first”",
        ),
        Words(
            "A 3 came before any 1: the answer is a 4 with “* log in first”, and nobody else gets the text.",
            "还没有 1 就来了 3：应当用 4 帧回答 “* log in first”，而且别人都不会收到这段文字。",
        ),
    ),
    taught(
        "own-name-last",
        "§2",
        Words(
            "ends the list at a login with the newcomer's own name",
            "登录时的名单以新来者自己的名字结尾",
        ),
        Words(
            "The last 1 has to be the newcomer's own name: a client takes it for “you are in”.",
            "最后一个 1 必须是新来者自己的名字：客户端靠它知道“登录成功”。",
        ),
    ),
    taught(
        "list-order",
        "§2",
        Words(
            "lists everybody at a login, in the order in which they came",
            "登录时按先来后到的顺序列出所有人",
        ),
        Words(
            "One 1 for each person who is here already, in the order in which they came; nobody is left "
            "out or named twice.",
            "每个已在房间里的人一个 1，按先来后到的顺序；不能漏掉谁，也不能重复。",
        ),
    ),
    taught(
        "newcomer-told",
        "§2",
        Words(
            "tells the others of a newcomer with one 2",
            "用一个 2 告诉其他人有人来了",
        ),
        Words(
            "Somebody logged in, and the others have to get exactly one 2 with that name.",
            "有人登录了，其他人应当正好收到一个带这个名字的 2。",
        ),
    ),
    taught(
        "not-told-of-self",
        "§2",
        Words(
            "sends nobody a 2 or 3 about themselves",
            "不向任何人发送关于他自己的 2 或 3",
        ),
        Words(
            "The newcomer got a 2 with their own name: the list's last 1 has said it already.",
            "新来者收到了带自己名字的 2：名单里最后一个 1 已经说明了这一点。",
        ),
    ),
    taught(
        "name-taken",
        "§2",
        Words(
            "refuses a name that somebody here has with 0 and that name",
            "名字已有人使用时，用 0 和这个名字拒绝",
        ),
        Words(
            "A name that is taken was asked for. The answer is a 0 with that name, and no 1.",
            "请求了一个已被使用的名字。应当回答 0 和这个名字，而不是 1。",
        ),
    ),
    taught(
        "another-try",
        "§2",
        Words(
            "keeps the connection open after a 0, for another 1",
            "发出 0 之后保持连接，等待另一个 1",
        ),
        Words(
            "After the 0 a free name was asked for on the same connection, and did not get in.",
            "收到 0 之后，在同一条连接上换了一个空闲的名字，却没能登录。",
        ),
    ),
    taught(
        "second-login",
        "§2",
        Words(
            "answers a second 1 with “* you are already logged in as …”, and changes nothing",
            "登录之后再收到 1 时回答 “* you are already logged in as …”，什么也不改变",
        ),
        Words(
            "Somebody who is in sent another 1. One connection is one person: the name stays what it was.",
            "已登录的人又发了一个 1。一条连接就是一个人：名字保持不变。",
        ),
    ),
    taught(
        "leaving-told",
        "§2",
        Words(
            "tells the others with one 3 that somebody has gone",
            "有人离开时用一个 3 告诉其他人",
        ),
        Words(
            "A client closed its connection: recv() returns 0 bytes then, and the others have to get "
            "exactly one 3.",
            "一个客户端关闭了连接：这时 recv() 返回 0 字节，其他人应当正好收到一个 3。",
        ),
    ),
    taught(
        "broken-off",
        "§2",
        Words(
            "takes a connection that breaks off in the middle of a frame for a departure",
            "连接在一帧中间断开时，也当作离开处理",
        ),
        Words(
            "A client was killed in the middle of a frame (RST). recv() raises an error then, and that is "
            "a departure too; the server goes on for the others.",
            "一个客户端在一帧发到一半时被终止（RST）。这时 recv() 会报错，这也是离开；服务器要继续为其他人"
            "工作。",
        ),
    ),
    taught(
        "name-free-again",
        "§2",
        Words(
            "gives a name that has gone to whoever asks for it, after its 3",
            "人离开并发出 3 之后，名字可以再次使用",
        ),
        Words(
            "Somebody left, and the name was refused to the next: take people off your list when they go.",
            "有人离开了，下一个人却用不了这个名字：人离开时要把他从名单里去掉。",
        ),
    ),
    taught(
        "stranger-unseen",
        "§2",
        Words(
            "tells nobody of a connection that never logged in",
            "从未登录的连接，不告诉任何人",
        ),
        Words(
            "A connection whose name was refused was closed, and others were told that somebody had gone: "
            "no 3 without a 2.",
            "一条名字被拒绝的连接关闭了，别人却被告知有人离开：没有 2 就没有 3。",
        ),
    ),
)

TALKING: tuple[Taught, ...] = (
    taught(
        "say-everyone",
        "§2",
        Words(
            "relays what is said to everyone, as “name: text”",
            "把发言转发给所有人，格式为 “名字: 内容”",
        ),
        Words(
            "Somebody said something in a 3, and the others have to get a 4 with the name, a colon, a "
            "space and the text.",
            "有人用 3 发言，其他人应当收到一个 4：名字、冒号、空格、内容。",
        ),
    ),
    taught(
        "say-echo",
        "§2",
        Words(
            "sends what somebody said back to that person, too",
            "发言也要发回给说话的人",
        ),
        Words(
            "Whoever says something gets it back like everybody else: that is the receipt. Nothing came "
            "back.",
            "说话的人和其他人一样会收到自己的话：这就是回执。现在什么也没有收到。",
        ),
    ),
    taught(
        "say-once",
        "§2",
        Words(
            "sends each person what was said exactly once",
            "每句话对每个人正好发送一次",
        ),
        Words(
            "One text was said once, and came more than once.",
            "一句话只说了一次，却收到了不止一次。",
        ),
    ),
    taught(
        "same-order",
        "§2",
        Words(
            "sends everybody all that happens in one and the same order",
            "所有人以同一个顺序收到所有事情",
        ),
        Words(
            "Two people spoke at the same time, and not all got it in the same order (or not all got all "
            "of it).",
            "两个人同时说话，大家收到的顺序并不相同（或者有人没有收到全部）。",
        ),
    ),
    taught(
        "whisper-arrives",
        "§2",
        Words(
            "brings a whisper to its receiver as “name, to you: text”",
            "把私聊送到接收者，格式为 “名字, to you: 内容”",
        ),
        Words(
            "A 2 with a name, a comma and a text: that one person gets it.",
            "2 的内容是名字、逗号和文字：应当由这个人收到。",
        ),
    ),
    taught(
        "whisper-receipt",
        "§2",
        Words(
            "sends a whisper's writer the receipt “you, to name: text”",
            "向私聊的发送者发回回执 “you, to 名字: 内容”",
        ),
        Words(
            "The writer of a whisper has to see that it was delivered.",
            "私聊的发送者要能看到它已经送达。",
        ),
    ),
    taught(
        "whisper-private",
        "§2",
        Words(
            "shows a whisper to nobody else",
            "不让第三个人看到私聊",
        ),
        Words(
            "A whisper was seen by somebody between whom it was not.",
            "私聊被一个无关的人看到了。",
        ),
    ),
    taught(
        "whisper-comma",
        "§2",
        Words(
            "ends the name of a whisper at its first comma, and keeps the others",
            "私聊的名字到第一个逗号为止，其余的逗号保留",
        ),
        Words(
            "The text of a whisper has commas in it, and did not come out whole: split at the first comma "
            "alone.",
            "私聊的文字里有逗号，没有完整送达：只在第一个逗号处分开。",
        ),
    ),
    taught(
        "whisper-no-comma",
        "§2",
        Words(
            "answers a 2 without a comma with “* a whisper needs a comma after the name”",
            "收到没有逗号的 2 时回答 “* a whisper needs a comma after the name”",
        ),
        Words(
            "A 2 came without a comma. Its writer is told in a 4 of the server's own words, and stays "
            "connected.",
            "收到了没有逗号的 2。要用一个 4 帧以服务器自己的话告诉发送者，并保持连接。",
        ),
    ),
    taught(
        "whisper-offline",
        "§2",
        Words(
            "answers a whisper to somebody who is not here with “* NAME is not online”",
            "私聊的对象不在时回答 “* 名字 is not online”",
        ),
        Words(
            "Nobody of that name is here, and the writer was not told: a message must not vanish without "
            "a word.",
            "没有叫这个名字的人，发送者却没有得到通知：消息不能无声无息地消失。",
        ),
    ),
    taught(
        "empty-text",
        "§2",
        Words(
            "drops a text of nothing but white space without a word",
            "只有空白的文字不转发，也不说明",
        ),
        Words(
            "A text of nothing but spaces was sent, and somebody got something for it.",
            "发出了只有空格的文字，却有人因此收到了东西。",
        ),
    ),
    taught(
        "text-too-long",
        "§2",
        Words(
            "refuses a text of more than 4,000 characters, and never cuts one",
            "拒绝超过 4,000 个字符的文字，绝不截断",
        ),
        Words(
            "Its writer is told “* that text is too long: at most N characters”; nobody gets it, and "
            "nobody gets a part of it.",
            "要告诉发送者 “* that text is too long: at most N characters”；谁也不会收到它，也不会收到它的"
            "一部分。",
        ),
    ),
    taught(
        "line-feed",
        "§2",
        Words(
            "puts four spaces after each line feed in what was said",
            "在发言中每个换行之后加四个空格",
        ),
        Words(
            "Without the four spaces, somebody can write a second line that looks like another person's.",
            "没有这四个空格，就可以写出看起来像是别人说的第二行。",
        ),
    ),
    taught(
        "line-separators",
        "§2",
        Words(
            "sends U+2028 and U+2029 as a line feed with its four spaces",
            "把 U+2028 和 U+2029 作为换行加四个空格发送",
        ),
        Words(
            "U+2028 and U+2029 break a line too, so they can fake another person's line as well.",
            "U+2028 和 U+2029 也会换行，所以同样可以伪造别人的一行。",
        ),
    ),
)
