"""What the person who drives the judged client by hand is told, in both languages.

The rule: a step is one thing to do in the client, with the very words to type.
"""

from shared.check.rule import Words

COME = Words(
    "Start your client, connect to {host}:{port} and take the name  {name}",
    "启动你的客户端，连接 {host}:{port}，使用名字  {name}",
)
FIND = Words(
    "Start your client and let it find the room by itself (UDP port {port}); take the name  {name}",
    "启动你的客户端，让它自己寻找聊天室（UDP 端口 {port}），使用名字  {name}",
)
TAKE_NAME = Words(
    "The name was refused, and your client should say so. Take another one in it:  {name}",
    "这个名字被拒绝了，你的客户端应该说明。请在客户端里换一个名字：  {name}",
)
SAY = Words("Say to everyone:  {text}", "对所有人说：  {text}")
WHISPER = Words("Whisper to {name}:  {text}", "对 {name} 说悄悄话：  {text}")
LEAVE = Words("Leave the room: close your client.", "离开聊天室：关闭你的客户端。")
SKIP = Words("   … waiting for it (Enter: I cannot do this)", "   …… 等待中（按回车：这一步做不了）")
SEEN = Words("   … seen.", "   …… 看到了。")
SKIPPED = Words("   … left out.", "   …… 跳过。")
HOW_OFTEN = Words(
    "How often does your client show  {text}  ? 0, 1 or 2 (Enter: I cannot tell)",
    "你的客户端把  {text}  显示了几次？0、1 或 2（按回车：看不出来）",
)
HOW_MANY_LINES = Words(
    "How many of these lines does your client show, each by itself? A number (Enter: I cannot tell){texts}",
    "下面这些消息，你的客户端显示了几条（每条单独显示）？请输入数字（按回车：看不出来）{texts}",
)
IS_LONG_WHOLE = Words(
    "A text of {count} characters has come. Does your client show its end,  {mark}  ? 1 yes, 0 no (Enter: unknown)",
    "来了一条 {count} 个字符的消息。在你的客户端里，它是以  {mark}  结尾的吗？1 是，0 否（按回车：看不出来）",
)
ANSWER_IS_NUMBER = Words("   A number, please, or Enter alone.", "   请输入数字，或直接按回车。")
HOW_MANY_PEOPLE = Words(
    "How many of these {count} people does your client show? {names} (Enter: I cannot tell)",
    "这 {count} 个人，你的客户端显示了几个？{names}（按回车：看不出来）",
)
HAS_COME = Words(
    "Does your client say that {name} has come? 1 yes, 0 no (Enter: I cannot tell)",
    "你的客户端说明 {name} 来了吗？1 是，0 否（按回车：看不出来）",
)
HAS_GONE = Words(
    "Does your client say that {name} has gone? 1 yes, 0 no (Enter: I cannot tell)",
    "你的客户端说明 {name} 走了吗？1 是，0 否（按回车：看不出来）",
)
HOW_OFTEN_SELF = Words(
    "How often is  {name}  in your client's list of people, or said to have come? 0, 1 or 2 (Enter: I cannot tell)",
    "在你的客户端里，名单中或“来了”的提示里，{name}  一共出现几次？0、1 或 2（按回车：看不出来）",
)
IS_FORGED = Words(
    "bob said two lines. Does the second look as though eve had said “{text}”? 1 yes, 0 no (Enter: I cannot tell)",
    "bob 说了两行。第二行看起来像是 eve 说了“{text}”吗？1 是，0 否（按回车：看不出来）",
)
