<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>The guest&apos;s window, version {version}</source>
        <translation>成员窗口，版本 {version}</translation>
    </message>
    <message>
        <source>The host&apos;s window, version {version}</source>
        <translation>主持人窗口，版本 {version}</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>LAN Chatroom</source>
        <translation>局域网聊天室</translation>
    </message>
    <message>
        <source>A chat room for one network. What is written stays on the computers of that network.</source>
        <translation>面向同一网络的聊天室。写下的内容只留在该网络的电脑上。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Python {python} (PSF licence) and Qt {qt} (LGPL 3).</source>
        <translation>自由软件，采用 MIT 许可证。使用 Python {python}（PSF 许可证）和 Qt {qt}（LGPL 3）制作。</translation>
    </message>
    <message>
        <source>And with precis-i18n, platformdirs and pyqtgraph (MIT), psutil and NumPy (BSD 3-Clause), and Unicode&apos;s table of confusable characters (Unicode licence).</source>
        <translation>还使用了 precis-i18n、platformdirs 和 pyqtgraph（MIT），psutil 和 NumPy（BSD 3-Clause），以及 Unicode 易混淆字符表（Unicode 许可证）。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>such as 192.168.1.5:9999</source>
        <translation>例如 192.168.1.5:9999</translation>
    </message>
    <message>
        <source>Type the address of the room here, or choose one from the list.</source>
        <translation>请在这里填写聊天室的地址，或从列表中选择一个。</translation>
    </message>
    <message>
        <source>After the colon comes the port, a number from 1 to 65535.</source>
        <translation>冒号后面是端口，1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>No computer has this address. One looks like 192.168.1.5:9999.</source>
        <translation>没有这样的地址。正确的地址如 192.168.1.5:9999。</translation>
    </message>
</context>
<context>
    <name>AddressSharing</name>
    <message>
        <source>Copied: {address}</source>
        <translation>已复制：{address}</translation>
    </message>
    <message>
        <source>The address to join at is now {address}</source>
        <translation>现在的加入地址是 {address}</translation>
    </message>
</context>
<context>
    <name>BanQuestion</name>
    <message numerus="yes">
        <source>Ban {address}? %Ln people there leave the room.</source>
        <translation>
            <numerusform>确定禁止 {address} 吗？该地址的 %Ln 人都会离开聊天室。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ban all</source>
        <translation>全部禁止</translation>
    </message>
    <message>
        <source>Ban nobody</source>
        <translation>都不禁止</translation>
    </message>
</context>
<context>
    <name>BenchBar</name>
    <message>
        <source>everyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>no</source>
        <translation>不粘</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>Pieces (bytes)</source>
        <translation>每段（字节）</translation>
    </message>
    <message>
        <source>Glue (frames)</source>
        <translation>粘包（帧）</translation>
    </message>
    <message>
        <source>Delay (ms)</source>
        <translation>延迟（毫秒）</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Turn the stream bench off</source>
        <translation>关闭流试验台</translation>
    </message>
    <message>
        <source>Reset connection (RST)</source>
        <translation>重置连接（RST）</translation>
    </message>
    <message>
        <source>Drop the next answer (UDP)</source>
        <translation>丢弃下一个应答（UDP）</translation>
    </message>
    <message>
        <source>Breaks the connection off: the other side&apos;s next call fails.</source>
        <translation>直接断开连接：对方的下一次调用会失败。</translation>
    </message>
    <message>
        <source>Choose to whom first.</source>
        <translation>请先选择对象。</translation>
    </message>
</context>
<context>
    <name>BenchWords</name>
    <message>
        <source>Stream bench: on</source>
        <translation>流试验台：开</translation>
    </message>
    <message>
        <source>Stream bench: off</source>
        <translation>流试验台：关</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>对 {name}</translation>
    </message>
    <message>
        <source>for everyone</source>
        <translation>对所有人</translation>
    </message>
    <message>
        <source>Change the calls that carry the bytes. The frames stay the same.</source>
        <translation>只改变发送字节的调用，帧的内容不变。</translation>
    </message>
    <message numerus="yes">
        <source>Each send has %n bytes at most: the other side reads frames that are split.</source>
        <translation>
            <numerusform>每次 send 最多 %n 字节：对方会读到半包。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames wait for each other: the other side reads them stuck together.</source>
        <translation>
            <numerusform>%n 个帧凑在一起才发送：对方会读到粘包。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything arrives %n ms late.</source>
        <translation>
            <numerusform>所有数据晚到 %n 毫秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>The next answer over UDP is dropped: the one who asks hears nothing and asks again.</source>
        <translation>下一个 UDP 应答会被丢弃：询问者收不到回音，会再问一次。</translation>
    </message>
</context>
<context>
    <name>ChartsPane</name>
    <message>
        <source>Charts of the lesson</source>
        <translation>本节课的图表</translation>
    </message>
</context>
<context>
    <name>ChartsTab</name>
    <message>
        <source>Show:</source>
        <translation>显示：</translation>
    </message>
    <message>
        <source>The whole lesson</source>
        <translation>整节课</translation>
    </message>
    <message>
        <source>The last 10 minutes</source>
        <translation>最近 10 分钟</translation>
    </message>
    <message>
        <source>The charts cannot be drawn here, because pyqtgraph could not be loaded; the program&apos;s log says why. The numbers are right all the same.</source>
        <translation>无法加载 pyqtgraph，因此这里不能绘制图表；原因见程序日志。上面的数字仍然准确。</translation>
    </message>
    <message>
        <source>Point at a moment, or choose one with ← and →</source>
        <translation>指向某一时刻，或用 ← → 键选择</translation>
    </message>
</context>
<context>
    <name>ChartsWords</name>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Messages a second</source>
        <translation>每秒消息数</translation>
    </message>
    <message>
        <source>Relay delay in ms</source>
        <translation>转发延迟（毫秒）</translation>
    </message>
    <message>
        <source>Everybody in the room, you among them.</source>
        <translation>聊天室里的所有人，包括您自己。</translation>
    </message>
    <message>
        <source>Said, whispered and announced, by everybody together.</source>
        <translation>所有人发出的消息、悄悄话和公告的总和。</translation>
    </message>
    <message>
        <source>From the moment a message is read until it is on its way to everybody: 99 of 100 times it took no longer. The network comes on top of it.</source>
        <translation>从读到一条消息到把它发往所有人所用的时间：100 次中有 99 次不超过这个值。网络传输的时间另计。</translation>
    </message>
    <message>
        <source>{number} now</source>
        <comment>people in the room</comment>
        <translation>现在 {number} 人</translation>
    </message>
    <message>
        <source>{number} at most</source>
        <comment>people in the room</comment>
        <translation>最多 {number} 人</translation>
    </message>
    <message>
        <source>{number} a second now</source>
        <comment>messages</comment>
        <translation>现在每秒 {number} 条</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in all</source>
        <comment>messages</comment>
        <translation>
            <numerusform>共 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing was relayed yet</source>
        <translation>还没有转发过消息</translation>
    </message>
    <message>
        <source>{delay} now</source>
        <comment>relay delay</comment>
        <translation>现在 {delay}</translation>
    </message>
    <message>
        <source>{delay} at worst</source>
        <comment>relay delay</comment>
        <translation>最慢 {delay}</translation>
    </message>
    <message>
        <source>relay delay {delay}</source>
        <translation>转发延迟 {delay}</translation>
    </message>
    <message>
        <source>nothing relayed</source>
        <translation>没有转发</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <comment>in the room</comment>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} messages a second</source>
        <translation>每秒 {number} 条消息</translation>
    </message>
</context>
<context>
    <name>ChatActions</name>
    <message>
        <source>Search…</source>
        <translation>搜索…</translation>
    </message>
    <message>
        <source>Save the conversation…</source>
        <translation>保存聊天记录…</translation>
    </message>
    <message>
        <source>First unread message</source>
        <translation>第一条未读消息</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Nobody has said anything yet. Be the first.</source>
        <translation>还没有人说话。来说第一句吧。</translation>
    </message>
    <message>
        <source>You are back in the room. What was said in the meantime is not shown here.</source>
        <translation>你已回到聊天室。离开期间的消息这里没有。</translation>
    </message>
    <message>
        <source>You are back in the room. Some of what was said in the meantime may be missing here.</source>
        <translation>你已回到聊天室。这段时间的部分消息可能没有显示在这里。</translation>
    </message>
    <message>
        <source>This room takes text only: files and pictures cannot be sent.</source>
        <translation>聊天室只能发文字，不能发送文件和图片。</translation>
    </message>
</context>
<context>
    <name>ClientHelp</name>
    <message>
        <source>Writing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>聊天记录</translation>
    </message>
    <message>
        <source>In the room</source>
        <translation>在聊天室里</translation>
    </message>
    <message>
        <source>In the window</source>
        <translation>在窗口里</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Finish the name that you have begun, again for the next one</source>
        <translation>补全刚输入的名字，再按换下一个</translation>
    </message>
    <message>
        <source>At the beginning: whisper to somebody</source>
        <translation>在开头：给某人发悄悄话</translation>
    </message>
    <message>
        <source>Next or previous person you whisper with</source>
        <translation>下一个或上一个悄悄话对象</translation>
    </message>
    <message>
        <source>Write to everyone again</source>
        <translation>重新发给所有人</translation>
    </message>
    <message>
        <source>What you sent before, from the first or last line</source>
        <translation>之前发过的内容（在第一行或最后一行）</translation>
    </message>
    <message>
        <source>What you sent before, from any line</source>
        <translation>之前发过的内容（在任何一行）</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Scroll the conversation</source>
        <translation>滚动聊天记录</translation>
    </message>
    <message>
        <source>Search; Enter for older, Shift+Enter for newer, Esc back</source>
        <translation>搜索；Enter 往前，Shift+Enter 往后，Esc 返回</translation>
    </message>
    <message>
        <source>Go to the first unread message</source>
        <translation>转到第一条未读消息</translation>
    </message>
    <message>
        <source>Copy the chosen messages</source>
        <translation>复制选中的消息</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>保存聊天记录</translation>
    </message>
    <message>
        <source>Menu of the chosen message or person</source>
        <translation>所选消息或人的菜单</translation>
    </message>
    <message>
        <source>Back to where messages are written; or just type</source>
        <translation>回到输入框；也可以直接打字</translation>
    </message>
    <message>
        <source>Find somebody; Enter whispers to them</source>
        <translation>找人；按 Enter 发悄悄话</translation>
    </message>
    <message>
        <source>Raise your hand, or lower it</source>
        <translation>举手或放下手</translation>
    </message>
    <message>
        <source>Be away, or back</source>
        <translation>暂离或回来</translation>
    </message>
    <message>
        <source>Next part of the window, or the one before</source>
        <translation>窗口的下一部分或上一部分</translation>
    </message>
    <message>
        <source>What goes over the wire, or no more of it</source>
        <translation>显示或关闭线路上收发的内容</translation>
    </message>
    <message>
        <source>Larger, smaller or normal text</source>
        <translation>放大、缩小或恢复文字大小</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>这份快捷键列表</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>ClientWindow</name>
    <message>
        <source>LAN Chatroom</source>
        <translation>局域网聊天室</translation>
    </message>
    <message>
        <source>{room} – LAN Chatroom</source>
        <translation>{room} – 局域网聊天室</translation>
    </message>
    <message>
        <source>({count}) {title}</source>
        <translation>（{count}）{title}</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>{question} What was said is forgotten then: export it before.</source>
        <translation>{question}之后聊天内容将不再保留，需要时请先导出。</translation>
    </message>
    <message>
        <source>Close room</source>
        <translation>关闭聊天室</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>继续开放</translation>
    </message>
    <message>
        <source>Close the room and quit?</source>
        <translation>确定关闭聊天室并退出吗？</translation>
    </message>
    <message numerus="yes">
        <source>Close the room for %n people and quit?</source>
        <translation>
            <numerusform>聊天室里还有 %n 人，确定关闭并退出吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Close the room?</source>
        <translation>确定关闭聊天室吗？</translation>
    </message>
    <message numerus="yes">
        <source>Close the room for %n people?</source>
        <translation>
            <numerusform>聊天室里还有 %n 人，确定关闭吗？</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>To everyone</source>
        <translation>发给所有人</translation>
    </message>
    <message>
        <source>To</source>
        <comment>the receivers of a message</comment>
        <translation>发给</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Back to everyone</source>
        <translation>改回所有人</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends · Enter new line</source>
        <translation>Ctrl+Enter 发送 · Enter 换行</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line</source>
        <translation>Enter 发送 · Shift+Enter 换行</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>还可以写 %n 个字</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <translation>
            <numerusform>超出 %n 个字</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionBanner</name>
    <message>
        <source>Look for rooms</source>
        <translation>查找聊天室</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Connection lost. Trying again now. Nothing you write is lost: it is sent when the room is back.</source>
        <translation>连接已断开，正在重试。写的内容不会丢失：恢复连接后会自动发送。</translation>
    </message>
    <message>
        <source>Connection lost. Trying again in {seconds} s. Nothing you write is lost: it is sent when the room is back.</source>
        <translation>连接已断开，{seconds} 秒后重试。写的内容不会丢失：恢复连接后会自动发送。</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Nobody is here yet.
Guests start chatroom-client: it finds the room, or takes the address above. F11 shows it large.</source>
        <translation>还没有人加入。
学生启动 chatroom-client：会自动找到聊天室，也可以输入上面的地址。按 F11 大字显示地址。</translation>
    </message>
    <message>
        <source>Whisper to {name}</source>
        <translation>悄悄话给 {name}</translation>
    </message>
</context>
<context>
    <name>ConversationSaver</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>保存聊天记录</translation>
    </message>
</context>
<context>
    <name>ConversationSearch</name>
    <message>
        <source>Search in what was said</source>
        <translation>搜索聊天记录</translation>
    </message>
    <message>
        <source>Search in what was said, in this lesson and earlier ones</source>
        <translation>搜索这节课和以前的聊天记录</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭搜索</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>关闭搜索（Esc）</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>The history cannot be read right now.</source>
        <translation>现在无法读取聊天记录。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message numerus="yes">
        <source>the newest %n found</source>
        <comment>messages</comment>
        <translation>
            <numerusform>找到最近的 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <comment>messages</comment>
        <translation>
            <numerusform>找到 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CounterWords</name>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>Relay delay</source>
        <translation>转发延迟</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Too slow</source>
        <translation>太慢</translation>
    </message>
    <message>
        <source>Refused names</source>
        <translation>被拒的名字</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>被拒的连接</translation>
    </message>
    <message>
        <source>Malformed frames</source>
        <translation>错误帧</translation>
    </message>
    <message>
        <source>Requests answered</source>
        <translation>已回应的查找</translation>
    </message>
    <message>
        <source>Requests too many</source>
        <translation>过多的查找</translation>
    </message>
    <message>
        <source>Not a request</source>
        <translation>不是查找</translation>
    </message>
    <message>
        <source>In the room right now, you among them.</source>
        <translation>现在聊天室里的人，包括你自己。</translation>
    </message>
    <message>
        <source>Programs connected right now, whether they have logged in or not.</source>
        <translation>现在连着的程序，不管有没有登录。</translation>
    </message>
    <message>
        <source>Said, whispered and announced since the room opened.</source>
        <translation>聊天室开放以来的发言、悄悄话和公告。</translation>
    </message>
    <message>
        <source>A message counts once for each person it was sent to.</source>
        <translation>一条消息发给几个人，就算几次。</translation>
    </message>
    <message>
        <source>What this program took to pass a message on: 99 of 100 went faster in the last ten seconds.</source>
        <translation>本程序转发一条消息所用的时间：最近十秒内，100 条里有 99 条比这更快。</translation>
    </message>
    <message>
        <source>For guests whose network or program is slow, right now. At most {size}.</source>
        <translation>现在等着发给网络或程序慢的成员的。最多 {size}。</translation>
    </message>
    <message>
        <source>Guests who did not read what was said, and were cut off so that nobody waits.</source>
        <translation>不接收消息的成员，已断开，这样没有人要等。</translation>
    </message>
    <message>
        <source>Logins under a name that is taken, not allowed, or of somebody just removed, or while the room was full.</source>
        <translation>名字已有人用、不允许或刚被移出，或者聊天室满了。</translation>
    </message>
    <message>
        <source>Connections from a banned address, or too many from one address.</source>
        <translation>来自被禁止的地址，或者同一地址太多。</translation>
    </message>
    <message>
        <source>From programs that break the protocol; whoever sent them was told.</source>
        <translation>来自不守协议的程序；发送者已得到说明。</translation>
    </message>
    <message>
        <source>Programs that looked for a room on this network, and were told of yours.</source>
        <translation>在这个网络上找聊天室的程序，已告诉它们你的聊天室。</translation>
    </message>
    <message>
        <source>Not answered, because too many came within a second.</source>
        <translation>没有回应，因为一秒内来得太多。</translation>
    </message>
    <message>
        <source>Something else came to the port for requests, and was ignored.</source>
        <translation>查找端口上来了别的东西，已忽略。</translation>
    </message>
</context>
<context>
    <name>DelayWords</name>
    <message>
        <source>{number} s</source>
        <comment>seconds</comment>
        <translation>{number} 秒</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <comment>milliseconds</comment>
        <translation>{number} 毫秒</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>This has been copied. Paste it into a message to whoever helps you. No messages and no names of people are in it.</source>
        <translation>以下内容已复制。请粘贴到发给帮助你的人的消息里。其中没有任何聊天内容，也没有人名。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>EarlierLessonChoice</name>
    <message>
        <source>Show guests what was said before</source>
        <translation>让学生看到以前的聊天记录</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <comment>when a lesson ended</comment>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>The room ended unexpectedly at {when}: it goes on where it was.</source>
        <translation>聊天室在 {when} 意外中断：将从中断处继续。</translation>
    </message>
    <message>
        <source>Last lesson: {when}</source>
        <translation>上一节课：{when}</translation>
    </message>
</context>
<context>
    <name>EmojiButton</name>
    <message>
        <source>Emoji</source>
        <translation>表情</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Emoji</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>搜索表情</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>笑脸与情感</translation>
    </message>
    <message>
        <source>Hands and people</source>
        <translation>手势与人物</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>动物与自然</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>食物与饮料</translation>
    </message>
    <message>
        <source>Sports, feasts and places</source>
        <translation>运动、节日与地点</translation>
    </message>
    <message>
        <source>School and things</source>
        <translation>学习与物品</translation>
    </message>
    <message>
        <source>Hearts and signs</source>
        <translation>爱心与符号</translation>
    </message>
    <message>
        <source>No emoji is called that.</source>
        <translation>没有这个名字的表情。</translation>
    </message>
    <message>
        <source>Hold Shift to choose more than one.</source>
        <translation>按住 Shift 可连选多个。</translation>
    </message>
</context>
<context>
    <name>EncodingsStrip</name>
    <message>
        <source>The bytes in three encodings</source>
        <translation>三种编码下的同样字节</translation>
    </message>
    <message>
        <source>No bytes</source>
        <translation>没有字节</translation>
    </message>
</context>
<context>
    <name>EncodingsView</name>
    <message>
        <source>Which bytes to look at</source>
        <translation>看哪些字节</translation>
    </message>
    <message>
        <source>Type a text, or bytes in hex, to try it here</source>
        <translation>输入文字或十六进制字节，在这里试一试</translation>
    </message>
    <message>
        <source>Text or bytes to try</source>
        <translation>要试的文字或字节</translation>
    </message>
    <message>
        <source>Try “{example}”</source>
        <translation>试试“{example}”</translation>
    </message>
    <message>
        <source>The chosen frame</source>
        <translation>所选的帧</translation>
    </message>
    <message>
        <source>Text written in UTF-8</source>
        <translation>用 UTF-8 写的文字</translation>
    </message>
    <message>
        <source>Text written in GB 18030</source>
        <translation>用 GB 18030 写的文字</translation>
    </message>
    <message>
        <source>Bytes in hex</source>
        <translation>十六进制字节</translation>
    </message>
    <message numerus="yes">
        <source>%n more bytes are not shown here</source>
        <translation>
            <numerusform>还有 %n 字节没有显示</numerusform>
        </translation>
    </message>
    <message>
        <source>A digit is missing: a byte has two</source>
        <translation>少一个数字：一个字节有两个</translation>
    </message>
    <message>
        <source>This is no hex number: “{sign}”</source>
        <translation>这不是十六进制数：“{sign}”</translation>
    </message>
    <message>
        <source>Choose a frame with a text in it, or try a text of your own.</source>
        <translation>请选择一个带文字的帧，或者试试自己的文字。</translation>
    </message>
</context>
<context>
    <name>EncodingsWords</name>
    <message>
        <source>cut off</source>
        <comment>below a byte</comment>
        <translation>不完整</translation>
    </message>
    <message>
        <source>wrong</source>
        <comment>below a byte</comment>
        <translation>错误</translation>
    </message>
    <message>
        <source>{encoding}: {what}</source>
        <translation>{encoding}：{what}</translation>
    </message>
    <message>
        <source>Byte {number} of {count}: {hex}</source>
        <translation>第 {number} 字节，共 {count} 字节：{hex}</translation>
    </message>
    <message>
        <source>There are no bytes.</source>
        <translation>没有字节。</translation>
    </message>
    <message>
        <source>All of these bytes are ASCII, which every one of these encodings reads alike.</source>
        <translation>这些字节全是 ASCII，三种编码读出来都一样。</translation>
    </message>
    <message numerus="yes">
        <source>Written in {encoding}, {text} is %n bytes.</source>
        <translation>
            <numerusform>用 {encoding} 写，{text} 是 %n 字节。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This connection speaks {encoding}, in which these %n bytes are {text}.</source>
        <translation>
            <numerusform>这个连接用 {encoding}，这 %n 字节就是{text}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Read as {encoding}, these bytes are {text}.</source>
        <translation>当作 {encoding} 来读，这些字节是{text}。</translation>
    </message>
    <message>
        <source>{used} takes three bytes for a Chinese character and {other} takes two: whoever reads them as {other} divides them anew and sees {text}.</source>
        <translation>{used} 用三个字节表示一个汉字，{other} 用两个：把它们当作 {other} 来读，就会重新切分，看到{text}。</translation>
    </message>
    <message>
        <source>Whoever reads them as {other} sees {text}.</source>
        <translation>把它们当作 {other} 来读，看到的是{text}。</translation>
    </message>
    <message>
        <source>{bytes} is {code} there, which is no character: a program shows a box for it, or nothing, so that {text} is left.</source>
        <translation>{bytes} 在那里是 {code}，不是任何字符：程序显示一个方框，或者什么也不显示，于是只剩下{text}。</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes do not fit at all.</source>
        <translation>
            <numerusform>有 %n 字节根本读不出来。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{character}, {code}, from %n bytes</source>
        <translation>
            <numerusform>{character}，{code}，占 %n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>{code}, a character that cannot be seen</source>
        <translation>{code}，看不见的字符</translation>
    </message>
    <message numerus="yes">
        <source>{code}, which is no character, from %n bytes</source>
        <translation>
            <numerusform>{code}，不是任何字符，占 %n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>the beginning of a character that does not go on</source>
        <translation>一个字符的开头，后面没有了</translation>
    </message>
    <message>
        <source>does not fit here</source>
        <translation>不能出现在这里</translation>
    </message>
</context>
<context>
    <name>EntryMenu</name>
    <message>
        <source>Whisper to {name}</source>
        <translation>悄悄话给 {name}</translation>
    </message>
    <message>
        <source>Mention {name}</source>
        <translation>提到 {name}</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引用</translation>
    </message>
</context>
<context>
    <name>ErrorReporter</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出了点问题。</translation>
    </message>
    <message>
        <source>You can go on: nothing you have written is lost. The details are in the program&apos;s log, for whoever looks after it.</source>
        <translation>可以继续使用：已经写下的内容不会丢失。详细情况记在程序日志里，供维护者查看。</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message>
        <source>Date</source>
        <comment>a column of the attendance table</comment>
        <translation>日期</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>a column of the attendance table</comment>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Joined</source>
        <comment>a column of the attendance table</comment>
        <translation>加入</translation>
    </message>
    <message>
        <source>Left</source>
        <comment>a column of the attendance table</comment>
        <translation>离开</translation>
    </message>
    <message>
        <source>Minutes in all</source>
        <comment>a column of the attendance table</comment>
        <translation>合计（分钟）</translation>
    </message>
    <message>
        <source>Times came</source>
        <comment>a column of the attendance table</comment>
        <translation>次数</translation>
    </message>
    <message>
        <source>Messages</source>
        <comment>a column of the attendance table</comment>
        <translation>发言</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of the language itself, as web pages have it</comment>
        <translation>zh-CN</translation>
    </message>
    <message>
        <source>Transcript</source>
        <comment>the title of an exported conversation</comment>
        <translation>聊天记录</translation>
    </message>
    <message>
        <source>{name} came online</source>
        <comment>in an exported conversation</comment>
        <translation>{name} 上线了</translation>
    </message>
    <message>
        <source>{name} left</source>
        <comment>in an exported conversation</comment>
        <translation>{name} 离开了</translation>
    </message>
    <message>
        <source>Announcement</source>
        <comment>in an exported conversation</comment>
        <translation>公告</translation>
    </message>
    <message>
        <source>Announcement by {name}</source>
        <comment>in an exported conversation</comment>
        <translation>{name} 的公告</translation>
    </message>
    <message>
        <source>still open</source>
        <comment>a lesson, in place of when it ended</comment>
        <translation>仍在进行</translation>
    </message>
    <message>
        <source>Nothing was said.</source>
        <translation>没有人发言。</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message>
        <source>Saved as {file}, without what the history could not take yet</source>
        <translation>已保存为 {file}，不含尚未写入聊天记录的内容</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Nothing was saved: the history cannot be read right now. Try again in a while.</source>
        <translation>没有保存：现在无法读取聊天记录，请稍后再试。</translation>
    </message>
    <message>
        <source>{file} was not saved: its folder is not there any more.</source>
        <translation>{file} 没有保存：文件夹已不存在。</translation>
    </message>
    <message>
        <source>{file} was not saved: it may not be written there, or another program has it open.</source>
        <translation>{file} 没有保存：那里不允许写入，或文件被其他程序打开。</translation>
    </message>
    <message>
        <source>{file} was not saved: the disk is full.</source>
        <translation>{file} 没有保存：磁盘已满。</translation>
    </message>
    <message>
        <source>{file} was not saved: something that is no file has this name.</source>
        <translation>{file} 没有保存：同名的项目不是文件。</translation>
    </message>
    <message>
        <source>{file} was not saved: the disk does not take it. Choose another folder.</source>
        <translation>{file} 没有保存：磁盘无法写入，请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>This room keeps no history: there is nothing to export</source>
        <translation>这个聊天室不保存聊天记录，没有可导出的内容</translation>
    </message>
    <message>
        <source>Attendance (spreadsheet)…</source>
        <translation>考勤（电子表格）…</translation>
    </message>
    <message>
        <source>Conversation (text or web page)…</source>
        <translation>聊天记录（文本或网页）…</translation>
    </message>
    <message>
        <source>With earlier lessons</source>
        <translation>包括以前的课</translation>
    </message>
    <message>
        <source>Table for spreadsheets</source>
        <translation>电子表格</translation>
    </message>
    <message>
        <source>attendance of all lessons</source>
        <comment>in the name of a file</comment>
        <translation>全部课程考勤</translation>
    </message>
    <message>
        <source>attendance</source>
        <comment>in the name of a file</comment>
        <translation>考勤</translation>
    </message>
    <message>
        <source>Save the attendance</source>
        <translation>保存考勤</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>conversation of all lessons</source>
        <comment>in the name of a file</comment>
        <translation>全部课程聊天记录</translation>
    </message>
    <message>
        <source>conversation</source>
        <comment>in the name of a file</comment>
        <translation>聊天记录</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>保存聊天记录</translation>
    </message>
</context>
<context>
    <name>FactEntries</name>
    <message numerus="yes">
        <source>%Ln message(s) went by too fast to be shown</source>
        <translation>
            <numerusform>%Ln 条消息过得太快，未能逐条显示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureWords</name>
    <message>
        <source>There is no computer called {host} on this network. Check the address.</source>
        <translation>网络中没有名为 {host} 的电脑。请检查地址。</translation>
    </message>
    <message>
        <source>{host} answers, but no room is open on port {port}. Has the teacher started the server?</source>
        <translation>能连上 {host}，但端口 {port} 没有聊天室。老师的服务器启动了吗？</translation>
    </message>
    <message>
        <source>{host} answers on port {port}, but it is not a chat room.</source>
        <translation>{host} 的端口 {port} 有回应，但不是聊天室。</translation>
    </message>
    <message>
        <source>{host} closed the connection at once. Ask your teacher whether the room lets you in.</source>
        <translation>{host} 立即关闭了连接。请问问老师聊天室是否允许你加入。</translation>
    </message>
    <message>
        <source>The room takes no more connections from your address. Close another window, or ask your teacher.</source>
        <translation>聊天室不再接受来自你这个地址的连接。请关闭其他窗口，或询问老师。</translation>
    </message>
    <message>
        <source>The connection to {host} was lost. Try again.</source>
        <translation>与 {host} 的连接已断开。请重试。</translation>
    </message>
    <message>
        <source>The host has closed the room.</source>
        <translation>主持人已关闭聊天室。</translation>
    </message>
    <message>
        <source>The host has removed you from the room. You can come back in a minute.</source>
        <translation>主持人已将你移出聊天室。一分钟后可以再加入。</translation>
    </message>
    <message>
        <source>The host has banned you from this room.</source>
        <translation>主持人已禁止你加入这个聊天室。</translation>
    </message>
    <message>
        <source>No answer from {host}. This computer is not connected to a network.</source>
        <translation>{host} 没有回应。这台电脑没有连接网络。</translation>
    </message>
    <message>
        <source>No answer from {host}. Same network? (your address: {own})</source>
        <translation>{host} 没有回应。是同一个网络吗？（本机：{own}）</translation>
    </message>
    <message>
        <source>macOS blocks the local network for this app: System Settings → Privacy &amp; Security → Local Network.</source>
        <translation>macOS 未允许本应用访问本地网络：系统设置 → 隐私与安全性 → 本地网络。</translation>
    </message>
    <message>
        <source>There is no way from this computer to {host}. Is it connected to the network?</source>
        <translation>从这台电脑无法到达 {host}。网络连接了吗？</translation>
    </message>
</context>
<context>
    <name>FieldList</name>
    <message>
        <source>Fields of the frame</source>
        <translation>帧的字段</translation>
    </message>
</context>
<context>
    <name>FieldModel</name>
    <message>
        <source>STX, the start</source>
        <translation>STX，开始</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Who says it</source>
        <translation>说话的人</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>JSON key</source>
        <translation>JSON 键</translation>
    </message>
    <message>
        <source>JSON value</source>
        <translation>JSON 值</translation>
    </message>
    <message>
        <source>JSON marks</source>
        <translation>JSON 标点</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>ETX, the end</source>
        <translation>ETX，结束</translation>
    </message>
    <message>
        <source>Padding, skipped</source>
        <translation>填充，跳过</translation>
    </message>
    <message>
        <source>In no frame</source>
        <translation>不在帧里</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>已丢弃</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Ending, ignored</source>
        <translation>结尾，忽略</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Datagram</source>
        <translation>数据报</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>不显示</translation>
    </message>
    <message numerus="yes">
        <source>{field}: {value}; %n bytes from offset {offset} on</source>
        <translation>
            <numerusform>{field}：{value}；从偏移 {offset} 起 %n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>FileToast</name>
    <message>
        <source>{file} could not be saved. Choose another folder, or make room on the disk.</source>
        <translation>无法保存 {file}。请换一个文件夹，或腾出磁盘空间。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Saved: {file}. {hint}</source>
        <translation>已保存：{file}。{hint}</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message>
        <source>Saved by {name}: {moment}</source>
        <comment>above a saved conversation</comment>
        <translation>{name} 保存于 {moment}</translation>
    </message>
    <message>
        <source>Whispers to you and from you are in it, too.</source>
        <translation>你收到和发出的悄悄话也在其中。</translation>
    </message>
    <message>
        <source>What was said earlier than this is not in this file.</source>
        <translation>更早的消息不在这个文件里。</translation>
    </message>
    <message>
        <source>Nothing was said.</source>
        <translation>没有人说话。</translation>
    </message>
</context>
<context>
    <name>FoundModel</name>
    <message>
        <source>{name} · announcement</source>
        <comment>who said it</comment>
        <translation>{name} · 公告</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <comment>when something was said</comment>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{who}, {when}: {text}</source>
        <comment>a message that was found</comment>
        <translation>{who}，{when}：{text}</translation>
    </message>
</context>
<context>
    <name>FrameDetail</name>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Encodings</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>What to see of the frame</source>
        <translation>看这个帧的什么</translation>
    </message>
    <message>
        <source>Choose a frame above to see its fields and its bytes</source>
        <translation>在上面选择一个帧，查看它的字段和字节</translation>
    </message>
    <message>
        <source>No frame chosen</source>
        <translation>没有选择帧</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>Datagram {number}</source>
        <translation>数据报 {number}</translation>
    </message>
    <message>
        <source>Bytes in no frame, {number}</source>
        <translation>不在帧里的字节 {number}</translation>
    </message>
    <message>
        <source>Frame {number}</source>
        <translation>帧 {number}</translation>
    </message>
    <message>
        <source>from byte {offset} of the stream on</source>
        <translation>从流的第 {offset} 字节起</translation>
    </message>
    <message>
        <source>in {call} #{first} to #{last}</source>
        <translation>在 {call} #{first} 至 #{last} 中</translation>
    </message>
    <message>
        <source>in {call} #{number}</source>
        <translation>在 {call} #{number} 中</translation>
    </message>
    <message numerus="yes">
        <source>sent to %n connections</source>
        <translation>
            <numerusform>发给了 %n 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>hidden bytes are shown as *</source>
        <translation>隐藏的字节显示为 *</translation>
    </message>
    <message numerus="yes">
        <source>the first %n bytes are shown</source>
        <translation>
            <numerusform>只显示前 %n 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandsStrip</name>
    <message numerus="yes">
        <source>✋ %Ln hand(s) up</source>
        <translation>
            <numerusform>✋ %Ln 人举手</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln raised hand(s)</source>
        <translation>
            <numerusform>%Ln 人举手</numerusform>
        </translation>
    </message>
    <message>
        <source>Lower all</source>
        <translation>全部放下</translation>
    </message>
    <message>
        <source>Lower all hands</source>
        <translation>放下所有人的手</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>raised hands</comment>
        <translation>
            <numerusform>还有 %Ln 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Bytes of the frame, as hexadecimal numbers and as text</source>
        <translation>帧的字节：十六进制和文本</translation>
    </message>
    <message>
        <source>No bytes</source>
        <translation>没有字节</translation>
    </message>
    <message>
        <source>Byte {number} of {count}: {hex}, {text}</source>
        <translation>第 {number} 字节，共 {count} 字节：{hex}，{text}</translation>
    </message>
    <message>
        <source>start of the frame (STX)</source>
        <translation>帧的开始（STX）</translation>
    </message>
    <message>
        <source>end of the frame (ETX)</source>
        <translation>帧的结束（ETX）</translation>
    </message>
    <message>
        <source>no character that can be seen</source>
        <translation>没有可见字符</translation>
    </message>
</context>
<context>
    <name>HistoryBanner</name>
    <message>
        <source>The disk is full: the history cannot be written.</source>
        <translation>磁盘已满，无法写入聊天记录。</translation>
    </message>
    <message>
        <source>The history cannot be written: its file or folder is read-only.</source>
        <translation>无法写入聊天记录：文件或文件夹是只读的。</translation>
    </message>
    <message>
        <source>The history cannot be written: its file cannot be made or opened.</source>
        <translation>无法写入聊天记录：无法创建或打开文件。</translation>
    </message>
    <message>
        <source>The history cannot be written: another program holds its file.</source>
        <translation>无法写入聊天记录：文件被其他程序占用。</translation>
    </message>
    <message>
        <source>The history cannot be written: the disk reports an error.</source>
        <translation>无法写入聊天记录：磁盘出错。</translation>
    </message>
    <message>
        <source>The history is damaged. It will be set aside, and a new one begun.</source>
        <translation>聊天记录文件已损坏，将保留到一旁，并新建一个文件。</translation>
    </message>
    <message>
        <source>The history cannot be written right now.</source>
        <translation>现在无法写入聊天记录。</translation>
    </message>
    <message>
        <source>The room goes on; what is said is kept in memory, and written as soon as that works again.</source>
        <translation>聊天室照常进行；发言暂存在内存中，恢复后会自动写入。</translation>
    </message>
    <message>
        <source>{cause} {consequence}</source>
        <comment>two sentences</comment>
        <translation>{cause}{consequence}</translation>
    </message>
</context>
<context>
    <name>HostComposer</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Announcement ▾</source>
        <translation>公告 ▾</translation>
    </message>
    <message>
        <source>Say something to the whole room</source>
        <translation>对全班说点什么</translation>
    </message>
    <message>
        <source>Announce</source>
        <translation>发布公告</translation>
    </message>
    <message>
        <source>Everyone ▾</source>
        <translation>所有人 ▾</translation>
    </message>
    <message>
        <source>Chat with everyone</source>
        <translation>和大家聊天</translation>
    </message>
    <message>
        <source>Say</source>
        <comment>button: to everyone in the room</comment>
        <translation>发送</translation>
    </message>
    <message>
        <source>Whisper to {name} ▾</source>
        <translation>悄悄话给 {name} ▾</translation>
    </message>
    <message>
        <source>Only {name} will read this</source>
        <translation>只发给 {name}</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>悄悄话</translation>
    </message>
    <message>
        <source>To whom: {recipient}</source>
        <translation>发给谁：{recipient}</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <translation>
            <numerusform>超出 %n 个字</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} has left: nothing is sent until you choose somebody else.</source>
        <translation>{name} 已离开：另选一个人之前不会发送。</translation>
    </message>
    <message>
        <source>Only you and {name} can read this.</source>
        <translation>只有你和 {name} 能看到。</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>公告</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Whisper to {name}</source>
        <translation>悄悄话给 {name}</translation>
    </message>
    <message>
        <source>Nobody to whisper to yet</source>
        <translation>还没有可以发悄悄话的人</translation>
    </message>
    <message>
        <source>All others: by their menu in the table</source>
        <translation>其他人：请用表格里的菜单</translation>
    </message>
    <message numerus="yes">
        <source>This is %n character(s) too long. Shorten it, or send it in two parts.</source>
        <translation>
            <numerusform>超出 %n 个字。请缩短，或分两次发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>还可以写 %n 个字</numerusform>
        </translation>
    </message>
    <message>
        <source>This room takes text only, no files and no pictures.</source>
        <translation>聊天室只能发文字，不能发送文件和图片。</translation>
    </message>
</context>
<context>
    <name>HostKeys</name>
    <message>
        <source>Room</source>
        <translation>聊天室</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>People</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>Show the address large, and back</source>
        <translation>大字显示地址，再按一次返回</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Lower all hands</source>
        <translation>放下所有人的手</translation>
    </message>
    <message>
        <source>Search in what was said</source>
        <translation>搜索聊天记录</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>What was sent before, from the first or last line</source>
        <translation>在首行或末行：翻看发过的内容</translation>
    </message>
    <message>
        <source>Finish the name that you have begun, again for the next one</source>
        <translation>补全刚输入的名字，再按换下一个</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Scroll the conversation</source>
        <translation>滚动对话</translation>
    </message>
    <message>
        <source>Back from a whisper, with nothing written</source>
        <translation>输入框为空时：退出悄悄话</translation>
    </message>
    <message>
        <source>To the box for writing</source>
        <translation>转到输入框</translation>
    </message>
    <message>
        <source>What can be done about the person, or the message</source>
        <translation>打开成员或消息的菜单</translation>
    </message>
    <message>
        <source>To the next part of the window, or the one before</source>
        <translation>转到窗口的下一部分或上一部分</translation>
    </message>
    <message>
        <source>Text larger, smaller, as usual</source>
        <translation>文字放大、缩小、恢复</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>显示这些快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>HostMenu</name>
    <message>
        <source>Search in what was said…</source>
        <translation>搜索聊天记录…</translation>
    </message>
    <message>
        <source>Show the address large</source>
        <translation>大字显示地址</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
    <message>
        <source>Lower all hands</source>
        <translation>放下所有人的手</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Close room</source>
        <translation>关闭聊天室</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>JoinScreen</name>
    <message>
        <source>Join a room</source>
        <translation>加入聊天室</translation>
    </message>
    <message>
        <source>Rooms on this network appear by themselves.</source>
        <translation>同一网络里的聊天室会自动出现。</translation>
    </message>
    <message>
        <source>Not listed? &lt;a href=&quot;#&quot;&gt;Enter the address&lt;/a&gt; that the teacher shows.</source>
        <translation>没有列出？请&lt;a href=&quot;#&quot;&gt;输入老师给出的地址&lt;/a&gt;。</translation>
    </message>
    <message>
        <source>Not listed? Enter the address that the teacher shows.</source>
        <translation>没有列出？请输入老师给出的地址。</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>JoinStatus</name>
    <message>
        <source>Joining {room}…</source>
        <translation>正在加入 {room}…</translation>
    </message>
    <message>
        <source>Choose a room from the list.</source>
        <translation>请从列表中选择一个聊天室。</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%Ln new ↓</source>
        <comment>messages further down</comment>
        <translation>
            <numerusform>%Ln 条新消息 ↓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, go to the newest</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%Ln 条新消息，转到最新</numerusform>
        </translation>
    </message>
    <message>
        <source>Newest ↓</source>
        <translation>最新 ↓</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>转到最新消息</translation>
    </message>
</context>
<context>
    <name>KeptOutMenu</name>
    <message>
        <source>Let back in</source>
        <translation>允许重新加入</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names in a list</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <comment>who were banned with an address</comment>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{address} ({names})</source>
        <translation>{address}（{names}）</translation>
    </message>
    <message>
        <source>Nobody is kept out</source>
        <translation>没有人被禁止加入</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LadderModel</name>
    <message>
        <source>Guest</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Dashed: inferred, for it cannot be seen from this program.</source>
        <translation>虚线：推断所得，本程序看不到。</translation>
    </message>
    <message>
        <source>… {number} calls that are not shown</source>
        <translation>… 另有 {number} 次调用未显示</translation>
    </message>
    <message>
        <source>to the server</source>
        <translation>发往服务器</translation>
    </message>
    <message>
        <source>to the guest</source>
        <translation>发往成员</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>推断</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>之间</translation>
    </message>
</context>
<context>
    <name>LadderTable</name>
    <message>
        <source>Ladder of calls</source>
        <translation>调用时序图</translation>
    </message>
</context>
<context>
    <name>LadderView</name>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>As a picture (.svg)…</source>
        <translation>存为图片（.svg）…</translation>
    </message>
    <message>
        <source>As Mermaid text (.mmd)…</source>
        <translation>存为 Mermaid 文本（.mmd）…</translation>
    </message>
    <message>
        <source>Copy as Mermaid text</source>
        <translation>复制为 Mermaid 文本</translation>
    </message>
    <message>
        <source>Ladder of {name}</source>
        <translation>{name} 的调用时序图</translation>
    </message>
    <message>
        <source>connection</source>
        <comment>in the name of a file</comment>
        <translation>连接</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Mermaid text</source>
        <translation>Mermaid 文本</translation>
    </message>
    <message>
        <source>Save the ladder</source>
        <translation>保存时序图</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>Slow motion: 1 byte per send</source>
        <translation>慢动作：每次 send 1 字节</translation>
    </message>
    <message>
        <source>Every byte to this connection goes in a send of its own, and the other side must put the frames together</source>
        <translation>发往这个连接的每个字节都单独 send 一次，对方必须自己把帧拼起来</translation>
    </message>
</context>
<context>
    <name>LanesWords</name>
    <message>
        <source>what each {call}() took, above; where the frames are, below</source>
        <translation>上：每次 {call}() 写出了什么；下：帧在哪里</translation>
    </message>
    <message>
        <source>what each {call}() returned, above; where the frames are, below</source>
        <translation>上：每次 {call}() 返回了什么；下：帧在哪里</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>{frame} ({what})</source>
        <translation>{frame}（{what}）</translation>
    </message>
    <message>
        <source>dropped</source>
        <comment>a frame</comment>
        <translation>已丢弃</translation>
    </message>
    <message>
        <source>split</source>
        <translation>半包</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes in no frame: skipped</source>
        <translation>
            <numerusform>%n 字节不在任何帧里：跳过</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <comment>bytes</comment>
        <translation>
            <numerusform>跳过 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>bytes of %n frames: stuck together</source>
        <translation>
            <numerusform>含有 %n 个帧的字节：粘包</numerusform>
        </translation>
    </message>
    <message>
        <source>only a part of a frame is in it: split</source>
        <translation>只含有一个帧的一部分：半包</translation>
    </message>
    <message>
        <source>frame {number}: {label}</source>
        <translation>帧 {number}：{label}</translation>
    </message>
    <message>
        <source>02, STX: a frame begins</source>
        <translation>02，STX：帧的开始</translation>
    </message>
    <message>
        <source>03, ETX: a frame ends</source>
        <translation>03，ETX：帧的结束</translation>
    </message>
    <message>
        <source>byte {offset} of the stream: {meaning}</source>
        <translation>流的第 {offset} 字节：{meaning}</translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <comment>of recv or send</comment>
        <translation>
            <numerusform>%n 次调用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n 个帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n split</source>
        <comment>frames</comment>
        <translation>
            <numerusform>%n 个半包</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stuck together</source>
        <comment>frames</comment>
        <translation>
            <numerusform>%n 个粘包</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between words</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>No bytes on this stream yet</source>
        <translation>这个流上还没有字节</translation>
    </message>
    <message>
        <source>bytes before this were not recorded</source>
        <translation>这之前的字节没有记录</translation>
    </message>
    <message>
        <source>not complete yet</source>
        <translation>还不完整</translation>
    </message>
    <message numerus="yes">
        <source>split over %n {call}</source>
        <comment>calls</comment>
        <translation>
            <numerusform>半包，分 %n 次 {call}</numerusform>
        </translation>
    </message>
    <message>
        <source>stuck together</source>
        <translation>粘包</translation>
    </message>
    <message>
        <source>dropped: a new STX came before its ETX</source>
        <translation>已丢弃：ETX 之前又来了 STX</translation>
    </message>
    <message>
        <source>dropped: too long</source>
        <translation>已丢弃：太长</translation>
    </message>
    <message>
        <source>dropped: nothing between STX and ETX</source>
        <translation>已丢弃：STX 和 ETX 之间什么也没有</translation>
    </message>
    <message>
        <source>frame {label}</source>
        <translation>帧{label}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>byte {first} of the stream</source>
        <translation>流的第 {first} 字节</translation>
    </message>
    <message>
        <source>bytes {first} to {last} of the stream</source>
        <translation>流的第 {first} 至 {last} 字节</translation>
    </message>
</context>
<context>
    <name>LargeAddress</name>
    <message>
        <source>Start chatroom-client: it finds the room, or takes this address</source>
        <translation>启动 chatroom-client：会自动找到聊天室，也可以输入这个地址</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <comment>people in the room</comment>
        <translation>
            <numerusform>%n 人在线</numerusform>
        </translation>
    </message>
    <message>
        <source>Esc or a click closes this page</source>
        <translation>按 Esc 或点击即可关闭</translation>
    </message>
    <message>
        <source>Address of the room</source>
        <translation>聊天室地址</translation>
    </message>
</context>
<context>
    <name>LimitWords</name>
    <message>
        <source>Too many messages from one guest: slowed down</source>
        <translation>一个成员的消息太多：已放慢</translation>
    </message>
    <message>
        <source>A text was too long: refused</source>
        <translation>文字太长：已拒绝</translation>
    </message>
    <message>
        <source>A frame was too long: dropped</source>
        <translation>帧太长：已丢弃</translation>
    </message>
    <message>
        <source>Too many malformed frames in a row: closed</source>
        <translation>连续的错误帧太多：已断开</translation>
    </message>
    <message>
        <source>Too many bytes without a frame: closed</source>
        <translation>没有帧的字节太多：已断开</translation>
    </message>
    <message>
        <source>Too much waited for a guest who did not read: closed</source>
        <translation>等着发给一个不接收的成员的太多：已断开</translation>
    </message>
    <message>
        <source>A guest took nothing for too long: closed</source>
        <translation>一个成员太久没有接收：已断开</translation>
    </message>
    <message>
        <source>A guest&apos;s program fell silent: closed</source>
        <translation>一个成员的程序没有动静：已断开</translation>
    </message>
    <message>
        <source>No login in time: closed</source>
        <translation>没有及时登录：已断开</translation>
    </message>
    <message>
        <source>A frame before the login was too long: closed</source>
        <translation>登录前的帧太长：已断开</translation>
    </message>
    <message>
        <source>Too many refused names in a row: closed</source>
        <translation>连续被拒的名字太多：已断开</translation>
    </message>
    <message>
        <source>A removed guest was back too soon: refused</source>
        <translation>被移出的成员回来得太早：已拒绝</translation>
    </message>
    <message>
        <source>A connection from a banned address: turned away</source>
        <translation>来自被禁止的地址：已拒绝</translation>
    </message>
    <message>
        <source>Too many connections from one address: turned away</source>
        <translation>同一地址的连接太多：已拒绝</translation>
    </message>
    <message>
        <source>Too many connections without a login: the one that waited longest closed</source>
        <translation>没有登录的连接太多：已断开等得最久的</translation>
    </message>
    <message>
        <source>Too much waited for all guests together: the one with the most closed</source>
        <translation>等着发给大家的太多：已断开积压最多的</translation>
    </message>
    <message>
        <source>Too many open files: new connections made to wait</source>
        <translation>打开的文件太多：新连接要等一等</translation>
    </message>
    <message>
        <source>The system did not let a connection in: made to wait</source>
        <translation>系统没有让一个连接进来：要等一等</translation>
    </message>
    <message>
        <source>Too many kept sessions: the oldest forgotten</source>
        <translation>保留的会话太多：已忘掉最早的</translation>
    </message>
    <message>
        <source>In the last five minutes</source>
        <comment>a limit was hit</comment>
        <translation>都在最近五分钟</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) in the last five minutes</source>
        <comment>a limit was hit</comment>
        <translation>
            <numerusform>最近五分钟 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>The room was full: refused</source>
        <translation>聊天室满了：已拒绝</translation>
    </message>
    <message>
        <source>Too many kept places for one address: the oldest given up</source>
        <translation>同一地址留着的位子太多：已放弃最早的</translation>
    </message>
    <message>
        <source>Too many requests for rooms from one address: not answered</source>
        <translation>同一地址的查找请求太多：没有回应</translation>
    </message>
    <message>
        <source>Too many requests for rooms in all: not answered</source>
        <translation>查找请求总数太多：没有回应</translation>
    </message>
    <message>
        <source>Not in the last five minutes</source>
        <comment>a limit was hit</comment>
        <translation>最近五分钟没有</translation>
    </message>
    <message>
        <source>{recent}. Last at {time}</source>
        <comment>a limit was hit</comment>
        <translation>{recent}。最后一次：{time}</translation>
    </message>
    <message>
        <source>{recent}. Last at {time}: {who}</source>
        <comment>a limit was hit</comment>
        <translation>{recent}。最后一次：{time}，{who}</translation>
    </message>
    <message>
        <source>{name} at {address}</source>
        <comment>a guest</comment>
        <translation>{name}（{address}）</translation>
    </message>
</context>
<context>
    <name>LogOpener</name>
    <message>
        <source>Log folder</source>
        <translation>日志文件夹</translation>
    </message>
    <message>
        <source>The folder could not be opened from here. The log is in this folder:</source>
        <translation>无法从这里打开该文件夹。日志在此文件夹中：</translation>
    </message>
</context>
<context>
    <name>LookForm</name>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Like the computer</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
</context>
<context>
    <name>LookMenu</name>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the computer</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
</context>
<context>
    <name>MeaningWords</name>
    <message>
        <source>log in as “{name}”</source>
        <translation>以“{name}”登录</translation>
    </message>
    <message>
        <source>log in as “{name}”: nobody can have this name</source>
        <translation>以“{name}”登录：谁都不能用这个名字</translation>
    </message>
    <message>
        <source>whisper {text} to {name}</source>
        <translation>对 {name} 说悄悄话{text}</translation>
    </message>
    <message>
        <source>say {text} to everyone</source>
        <translation>对所有人说{text}</translation>
    </message>
    <message>
        <source>a whisper without a comma after the name</source>
        <translation>悄悄话的名字后面没有逗号</translation>
    </message>
    <message>
        <source>the name {name} is refused: choose another</source>
        <translation>名字 {name} 被拒绝：请换一个</translation>
    </message>
    <message>
        <source>{name} is already online</source>
        <translation>{name} 已经在线</translation>
    </message>
    <message>
        <source>you are in (end of the list)</source>
        <translation>你已进入（名单结束）</translation>
    </message>
    <message>
        <source>{name} came online</source>
        <translation>{name} 上线了</translation>
    </message>
    <message>
        <source>{name} went offline</source>
        <translation>{name} 下线了</translation>
    </message>
    <message>
        <source>{name} says {text}</source>
        <translation>{name} 说{text}</translation>
    </message>
    <message>
        <source>whisper from {name}: {text}</source>
        <translation>{name} 的悄悄话：{text}</translation>
    </message>
    <message>
        <source>receipt of the whisper to {name}: {text}</source>
        <translation>给 {name} 的悄悄话的回执：{text}</translation>
    </message>
    <message>
        <source>announcement: {text}</source>
        <translation>公告：{text}</translation>
    </message>
    <message>
        <source>the server says: {text}</source>
        <translation>服务器说：{text}</translation>
    </message>
    <message>
        <source>chat text</source>
        <translation>聊天文本</translation>
    </message>
    <message>
        <source>asks: where is a room?</source>
        <translation>询问：哪里有聊天室？</translation>
    </message>
    <message>
        <source>asks for the room&apos;s name, too</source>
        <translation>并询问聊天室的名称</translation>
    </message>
    <message>
        <source>answers: TCP port {port}</source>
        <translation>应答：TCP 端口 {port}</translation>
    </message>
    <message>
        <source>answers: {room}, TCP port {port}, people {people}</source>
        <translation>应答：{room}，TCP 端口 {port}，人数 {people}</translation>
    </message>
    <message>
        <source>no discovery request: it gets no answer</source>
        <translation>不是发现请求：不作应答</translation>
    </message>
    <message>
        <source>no discovery answer: it is ignored</source>
        <translation>不是发现应答：忽略</translation>
    </message>
    <message>
        <source>no such message type: {type}</source>
        <translation>没有这种消息类型：{type}</translation>
    </message>
    <message>
        <source>no type: ETX stands right behind STX</source>
        <translation>没有类型：STX 后面紧跟 ETX</translation>
    </message>
    <message>
        <source>end lost: a new STX before the ETX ({number} bytes dropped)</source>
        <translation>帧尾丢失：ETX 之前又来了 STX（丢弃 {number} 字节）</translation>
    </message>
    <message>
        <source>too long: {number} bytes, at most {limit} are allowed</source>
        <translation>太长：{number} 字节，最多 {limit}</translation>
    </message>
    <message>
        <source>end lost: closed before the ETX ({number} bytes)</source>
        <translation>帧尾丢失：ETX 之前连接已关闭（{number} 字节）</translation>
    </message>
    <message>
        <source>hidden: what it says was not recorded</source>
        <translation>已隐藏：内容没有记录</translation>
    </message>
    <message>
        <source>the rest of this frame was not recorded</source>
        <translation>这一帧的后半没有记录</translation>
    </message>
    <message>
        <source>the beginning of this frame was not recorded</source>
        <translation>这一帧的开头没有记录</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes of padding outside of frames</source>
        <translation>
            <numerusform>帧外的 %Ln 个填充字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes outside of frames: skipped</source>
        <translation>
            <numerusform>帧外的 %Ln 个字节：跳过</numerusform>
        </translation>
    </message>
    <message>
        <source>(hidden text)</source>
        <translation>（内容已隐藏）</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
</context>
<context>
    <name>MentionPopup</name>
    <message>
        <source>People whose names fit</source>
        <translation>名字匹配的人</translation>
    </message>
</context>
<context>
    <name>MenuButton</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Paste and send</source>
        <translation>粘贴并发送</translation>
    </message>
</context>
<context>
    <name>Moderation</name>
    <message>
        <source>The announcement was taken down</source>
        <translation>公告已撤下</translation>
    </message>
    <message>
        <source>The announcement is up again</source>
        <translation>公告已重新置顶</translation>
    </message>
    <message>
        <source>That cannot be done: this person has left already.</source>
        <translation>无法操作：这个人已经离开。</translation>
    </message>
    <message>
        <source>This text is too long and was not sent.</source>
        <translation>内容太长，没有发送。</translation>
    </message>
</context>
<context>
    <name>ModerationWords</name>
    <message>
        <source>{name} was muted</source>
        <translation>{name} 已被禁言</translation>
    </message>
    <message>
        <source>{name} may write again</source>
        <translation>{name} 可以发言了</translation>
    </message>
    <message>
        <source>{name} was removed from the room</source>
        <translation>{name} 已被移出聊天室</translation>
    </message>
    <message>
        <source>{name} may come back now</source>
        <translation>{name} 现在可以回来了</translation>
    </message>
    <message>
        <source>{address} may come back now</source>
        <translation>{address} 现在可以回来了</translation>
    </message>
    <message>
        <source>{address} was banned</source>
        <translation>{address} 已被禁止加入</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <comment>who were banned with an address</comment>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{address} was banned: {names}</source>
        <translation>{address} 已被禁止加入：{names}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names in a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>换成“{name}”</translation>
    </message>
</context>
<context>
    <name>NameWords</name>
    <message>
        <source>Write a name.</source>
        <translation>请填写名字。</translation>
    </message>
    <message numerus="yes">
        <source>This name is too long. Use at most %n character(s).</source>
        <translation>
            <numerusform>名字太长。最多 %n 个字。</numerusform>
        </translation>
    </message>
    <message>
        <source>A name cannot hold a comma. Leave it out.</source>
        <translation>名字里不能有逗号，请去掉。</translation>
    </message>
    <message>
        <source>A name cannot hold a colon. Leave it out.</source>
        <translation>名字里不能有冒号，请去掉。</translation>
    </message>
    <message>
        <source>A name cannot begin with a star. Leave it out.</source>
        <translation>名字不能以星号开头，请去掉。</translation>
    </message>
    <message>
        <source>This name holds a control character or a line break. Write it anew by hand.</source>
        <translation>名字里有控制字符或换行，请重新输入。</translation>
    </message>
    <message>
        <source>This name holds characters that nobody can see. Write it anew by hand.</source>
        <translation>名字里有看不见的字符，请重新输入。</translation>
    </message>
    <message>
        <source>This name piles up too many accents. Use at most two on a letter.</source>
        <translation>名字里叠加的符号太多，一个字母上最多两个。</translation>
    </message>
    <message>
        <source>This name stands for somebody else here. Choose another one.</source>
        <translation>这个名字在这里另有所指，请换一个。</translation>
    </message>
    <message>
        <source>This name holds a character that is not allowed. Use letters and digits.</source>
        <translation>名字里有不允许的字符，请使用文字和数字。</translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message>
        <source>The room wants a name first.</source>
        <translation>请先登录。</translation>
    </message>
    <message>
        <source>You are already in the room as {name}.</source>
        <translation>你已经以 {name} 的名字在聊天室里。</translation>
    </message>
    <message>
        <source>{name} is not online. The whisper reached nobody.</source>
        <translation>{name} 不在线。悄悄话没有发给任何人。</translation>
    </message>
    <message>
        <source>That text is too long: at most {limit} characters.</source>
        <translation>内容太长：最多 {limit} 个字。</translation>
    </message>
    <message>
        <source>That frame is too long: at most {limit} bytes.</source>
        <translation>帧太长：最多 {limit} 字节。</translation>
    </message>
    <message>
        <source>That frame has no type.</source>
        <translation>帧没有类型。</translation>
    </message>
    <message>
        <source>The room could not read what this program has sent.</source>
        <translation>聊天室无法读取本程序发送的内容。</translation>
    </message>
    <message>
        <source>The room does not know the message type {type}.</source>
        <translation>聊天室不认识消息类型 {type}。</translation>
    </message>
    <message>
        <source>A whisper needs a comma after the name.</source>
        <translation>悄悄话的名字后面要有逗号。</translation>
    </message>
    <message>
        <source>The room takes no more connections from your address.</source>
        <translation>聊天室不再接受来自你这个地址的连接。</translation>
    </message>
    <message>
        <source>The room is full.</source>
        <translation>聊天室已满。</translation>
    </message>
    <message>
        <source>The host has muted you: nobody gets what you write.</source>
        <translation>主持人已将你禁言：你写的内容不会发给任何人。</translation>
    </message>
    <message>
        <source>The host has muted you. You can still whisper to {name}.</source>
        <translation>主持人已将你禁言。你仍可以给 {name} 发悄悄话。</translation>
    </message>
    <message>
        <source>You are no longer muted.</source>
        <translation>你已解除禁言。</translation>
    </message>
    <message>
        <source>The host has removed you from the room.</source>
        <translation>主持人已将你移出聊天室。</translation>
    </message>
    <message numerus="yes">
        <source>The host has removed you. You can come back in %n second(s).</source>
        <translation>
            <numerusform>主持人已将你移出聊天室。%n 秒后可以再加入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The host has banned you from this room.</source>
        <translation>主持人已禁止你加入这个聊天室。</translation>
    </message>
    <message>
        <source>Now: the host’s wire shows the texts of whispers.</source>
        <translation>现在：主持人的“线路”里能看到悄悄话的内容。</translation>
    </message>
    <message>
        <source>The host’s wire no longer shows the texts of whispers.</source>
        <translation>主持人的“线路”里不再显示悄悄话的内容。</translation>
    </message>
    <message>
        <source>The room is closing.</source>
        <translation>聊天室即将关闭。</translation>
    </message>
    <message>
        <source>Whispers between guests are off. This one reached nobody.</source>
        <translation>现在不能互发悄悄话。这条没有发给任何人。</translation>
    </message>
    <message>
        <source>Whispers between guests are off. This one reached nobody. You can still whisper to {name}.</source>
        <translation>现在不能互发悄悄话。这条没有发给任何人。你仍可以给 {name} 发悄悄话。</translation>
    </message>
    <message>
        <source>Only {name} can be written to now. That reached nobody.</source>
        <translation>现在只能发给 {name}。这条没有发给任何人。</translation>
    </message>
    <message>
        <source>The room is quiet. That reached nobody. You can still whisper to {name}.</source>
        <translation>现在是肃静时间。这条没有发给任何人。你仍可以给 {name} 发悄悄话。</translation>
    </message>
    <message numerus="yes">
        <source>That was too soon: you can write again in %n second(s).</source>
        <translation>
            <numerusform>发得太快：%n 秒后可以再发。</numerusform>
        </translation>
    </message>
    <message>
        <source>The room is quiet. That reached nobody.</source>
        <translation>现在是肃静时间。这条没有发给任何人。</translation>
    </message>
    <message>
        <source>Now: no whispers between guests.</source>
        <translation>现在不能互发悄悄话。</translation>
    </message>
    <message>
        <source>Now: only {name} can be written to.</source>
        <translation>现在只能发给 {name}。</translation>
    </message>
    <message>
        <source>Quiet, please: nobody writes to the room now.</source>
        <translation>请肃静：现在暂停发言。</translation>
    </message>
    <message numerus="yes">
        <source>Slow mode: one message every %n second(s).</source>
        <translation>
            <numerusform>慢速模式：每 %n 秒可发一条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Slow mode is over.</source>
        <translation>慢速模式已结束。</translation>
    </message>
    <message>
        <source>Everyone can write to everyone again.</source>
        <translation>现在可以自由发言了。</translation>
    </message>
</context>
<context>
    <name>OpeningWords</name>
    <message>
        <source>What is said in the room cannot be kept until it closes: the disk is full, or the folder for temporary files cannot be written to. Make some space, or turn off &quot;Keep what is said&quot; in the settings.</source>
        <translation>无法把聊天内容保存到聊天室关闭为止：磁盘已满，或者临时文件夹不可写。请腾出一些空间，或在设置中关闭“保留聊天记录”。</translation>
    </message>
    <message>
        <source>Port {port} (UDP) is used by another program. Close that program, or start chatroom-server with another --udp-port.</source>
        <translation>端口 {port}（UDP）已被其他程序占用。请关闭那个程序，或用另一个 --udp-port 启动 chatroom-server。</translation>
    </message>
    <message>
        <source>Port {port} is used by another program. Close that program, or start chatroom-server with another --tcp-port.</source>
        <translation>端口 {port} 已被其他程序占用。请关闭那个程序，或用另一个 --tcp-port 启动 chatroom-server。</translation>
    </message>
    <message>
        <source>Port {port} is used by another program. Close that program, or choose another chat port in the settings.</source>
        <translation>端口 {port} 已被其他程序占用。请关闭那个程序，或在设置中另选一个聊天端口。</translation>
    </message>
    <message>
        <source>{address} is not an address of this computer. Start chatroom-server without --host to listen on all of its addresses.</source>
        <translation>{address} 不是本机的地址。启动 chatroom-server 时不加 --host，即可使用本机的所有地址。</translation>
    </message>
    <message>
        <source>Another room keeps its history in {file}. Close that room, or start chatroom-server with another --history.</source>
        <translation>另一个聊天室正在使用聊天记录文件 {file}。请关闭那个聊天室，或用其他 --history 启动 chatroom-server。</translation>
    </message>
    <message>
        <source>The room has ended, because something went wrong inside the program. You can open it again; the details are in the program&apos;s log.</source>
        <translation>程序内部出错，聊天室已结束。可以重新打开；详情见程序日志。</translation>
    </message>
</context>
<context>
    <name>OwnStates</name>
    <message>
        <source>Lower hand</source>
        <translation>放下手</translation>
    </message>
    <message>
        <source>Raise hand</source>
        <translation>举手</translation>
    </message>
    <message>
        <source>I am back</source>
        <translation>我回来了</translation>
    </message>
    <message>
        <source>I am away</source>
        <translation>暂时离开</translation>
    </message>
    <message>
        <source>You are away.</source>
        <translation>你已暂离。</translation>
    </message>
    <message>
        <source>You are back.</source>
        <translation>你回来了。</translation>
    </message>
    <message>
        <source>Your hand is up.</source>
        <translation>你已举手。</translation>
    </message>
    <message>
        <source>Your hand was lowered.</source>
        <translation>你的手已被放下。</translation>
    </message>
    <message>
        <source>Your hand is down.</source>
        <translation>你没有举手。</translation>
    </message>
    <message>
        <source>You are shown as away.</source>
        <translation>其他人看到你暂离。</translation>
    </message>
</context>
<context>
    <name>PeopleChoice</name>
    <message>
        <source>All people</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>{choice} ▾</source>
        <translation>{choice} ▾</translation>
    </message>
    <message>
        <source>Whose frames are shown: {choice}</source>
        <translation>显示谁的帧：{choice}</translation>
    </message>
    <message>
        <source>Nobody has logged in yet</source>
        <translation>还没有人登录</translation>
    </message>
    <message>
        <source>For others, type the name into the filter</source>
        <translation>其他人请在筛选框中输入名字</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Whisper to {name}</source>
        <translation>悄悄话给 {name}</translation>
    </message>
    <message>
        <source>Mention {name}</source>
        <translation>提到 {name}</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名字</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>you ({name})</source>
        <translation>你（{name}）</translation>
    </message>
    <message>
        <source>this PC</source>
        <comment>where the host is</comment>
        <translation>本机</translation>
    </message>
    <message>
        <source>host</source>
        <comment>a person in the room</comment>
        <translation>主持人</translation>
    </message>
    <message>
        <source>hand up</source>
        <comment>a person in the room</comment>
        <translation>举手</translation>
    </message>
    <message>
        <source>reconnecting…</source>
        <comment>a person whose connection broke</comment>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>away</source>
        <comment>a person who does not look right now</comment>
        <translation>暂离</translation>
    </message>
    <message>
        <source>muted</source>
        <comment>a person who may not write to everyone</comment>
        <translation>已禁言</translation>
    </message>
    <message>
        <source>plain</source>
        <comment>a guest whose client speaks the plain protocol</comment>
        <translation>普通客户端</translation>
    </message>
    <message>
        <source>{name}, {address}, since {time}, said {count}</source>
        <comment>a row of the people table</comment>
        <translation>{name}，{address}，{time} 加入，发言 {count} 条</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>加入时间</translation>
    </message>
    <message>
        <source>Said</source>
        <comment>how many messages a person has written</comment>
        <translation>发言</translation>
    </message>
    <message>
        <source>State</source>
        <comment>of a person in the room</comment>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Filter people</source>
        <translation>查找成员</translation>
    </message>
    <message>
        <source>People online</source>
        <translation>在线成员</translation>
    </message>
    <message>
        <source>Nobody here has this in their name.</source>
        <translation>没有名字里带这个的人。</translation>
    </message>
    <message>
        <source>Nobody else is here. Whoever comes appears here.</source>
        <translation>这里没有其他人。有人进来时会显示在这里。</translation>
    </message>
    <message>
        <source>Nobody is here yet.</source>
        <translation>还没有人。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Actions ▾</source>
        <comment>for the person who is selected</comment>
        <translation>操作 ▾</translation>
    </message>
    <message>
        <source>Actions for the selected person</source>
        <translation>对所选成员的操作</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export attendance or conversation</source>
        <translation>导出考勤或聊天记录</translation>
    </message>
    <message>
        <source>Choose a person in the table first</source>
        <translation>请先在表格里选择一个人</translation>
    </message>
    <message>
        <source>This is you: choose somebody else</source>
        <translation>这是你自己：请选择别人</translation>
    </message>
    <message>
        <source>Whisper…</source>
        <translation>悄悄话…</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation>放下手</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>解除禁言</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>禁言</translation>
    </message>
    <message>
        <source>Remove from room</source>
        <translation>移出聊天室</translation>
    </message>
    <message numerus="yes">
        <source>Ban this address… (%n people)</source>
        <translation>
            <numerusform>禁止此地址…（%n 人）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleTable</name>
    <message>
        <source>People in the room</source>
        <translation>聊天室里的成员</translation>
    </message>
</context>
<context>
    <name>PinnedByHost</name>
    <message>
        <source>take down</source>
        <translation>撤下</translation>
    </message>
    <message>
        <source>Take down the announcement</source>
        <translation>撤下公告</translation>
    </message>
</context>
<context>
    <name>PinnedStrip</name>
    <message>
        <source>Announcement</source>
        <translation>公告</translation>
    </message>
</context>
<context>
    <name>RaisedHands</name>
    <message>
        <source>{name} has raised a hand</source>
        <translation>{name} 举手了</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hands went up</source>
        <translation>
            <numerusform>%Ln 人举手了</numerusform>
        </translation>
    </message>
    <message>
        <source>The hand of {name} was lowered</source>
        <translation>已放下 {name} 的手</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hands were lowered</source>
        <translation>
            <numerusform>已放下 %Ln 人的手</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RawComposer</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>How the bytes are written</source>
        <translation>字节的写法</translation>
    </message>
    <message>
        <source>Encoding of the text</source>
        <translation>文本的编码</translation>
    </message>
    <message>
        <source>Ready-made ▾</source>
        <translation>现成的帧 ▾</translation>
    </message>
    <message>
        <source>Right and wrong frames, to be changed and sent</source>
        <translation>正确的和错误的帧，可以修改后发送</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Bytes to send</source>
        <translation>要发送的字节</translation>
    </message>
    <message>
        <source>such as &lt;STX&gt;1alice&lt;ETX&gt;, or with \x02 and \x03</source>
        <translation>例如 &lt;STX&gt;1alice&lt;ETX&gt;，或用 \x02 和 \x03</translation>
    </message>
    <message>
        <source>such as 02 31 61 6c 69 63 65 03</source>
        <translation>例如 02 31 61 6c 69 63 65 03</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Join a room first: this is a second connection to it.</source>
        <translation>请先加入聊天室：这里是到它的第二个连接。</translation>
    </message>
    <message>
        <source>A connection of its own: whatever you send here, the chat goes on.</source>
        <translation>这是一个独立的连接：在这里发什么都不影响聊天。</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Connected. In the wire this connection is called “raw”.</source>
        <translation>已连接。在线路里，这个连接叫“raw”。</translation>
    </message>
    <message>
        <source>The room has closed this connection. Sending opens another one.</source>
        <translation>聊天室已关闭这个连接。再发送会重新连接。</translation>
    </message>
    <message>
        <source>This connection broke off. Sending opens another one.</source>
        <translation>这个连接中断了。再发送会重新连接。</translation>
    </message>
    <message>
        <source>The room could not be reached.</source>
        <translation>无法连接到聊天室。</translation>
    </message>
    <message>
        <source>No hex digit at character {number}.</source>
        <translation>第 {number} 个字符不是十六进制数字。</translation>
    </message>
    <message>
        <source>A byte has two hex digits: one is missing at character {number}.</source>
        <translation>一个字节是两位十六进制数字：第 {number} 个字符处缺一位。</translation>
    </message>
    <message>
        <source>A backslash at character {number} goes with nothing: \ is a backslash.</source>
        <translation>第 {number} 个字符处的反斜杠没有意义：反斜杠要写成 \\。</translation>
    </message>
    <message>
        <source>This encoding has no such character as number {number}.</source>
        <translation>这种编码里没有第 {number} 个字符。</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RawExamples</name>
    <message>
        <source>Log in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Say something to everyone</source>
        <translation>对所有人说话</translation>
    </message>
    <message>
        <source>Whisper to yourself in the chat</source>
        <translation>给聊天里的自己发悄悄话</translation>
    </message>
    <message>
        <source>Two frames in one send (stuck together)</source>
        <translation>一次发送两个帧（粘包）</translation>
    </message>
    <message>
        <source>Chinese in GBK</source>
        <translation>GBK 编码的中文</translation>
    </message>
    <message>
        <source>1,017 zero bytes after the ETX</source>
        <translation>ETX 后有 1,017 个零字节</translation>
    </message>
    <message>
        <source>No ETX</source>
        <translation>没有 ETX</translation>
    </message>
    <message>
        <source>Two STX</source>
        <translation>两个 STX</translation>
    </message>
    <message>
        <source>An STX in the text</source>
        <translation>文本里有 STX</translation>
    </message>
    <message>
        <source>No type</source>
        <translation>没有类型</translation>
    </message>
    <message>
        <source>A type that does not exist</source>
        <translation>不存在的类型</translation>
    </message>
    <message>
        <source>20,000 bytes in one frame</source>
        <translation>一个帧 20,000 字节</translation>
    </message>
    <message>
        <source>Bytes that are no UTF-8</source>
        <translation>不是 UTF-8 的字节</translation>
    </message>
    <message>
        <source>A text before the login</source>
        <translation>登录之前发文本</translation>
    </message>
    <message>
        <source>Log in twice</source>
        <translation>登录两次</translation>
    </message>
    <message>
        <source>A name with a comma</source>
        <translation>名字里有逗号</translation>
    </message>
    <message>
        <source>A whisper without its comma</source>
        <translation>悄悄话缺少逗号</translation>
    </message>
    <message>
        <source>No frame at all</source>
        <translation>根本不是帧</translation>
    </message>
</context>
<context>
    <name>ReaderNote</name>
    <message>
        <source>You are not in the room any more. Your text stays here.</source>
        <translation>你已不在聊天室里。写的内容会留在这里。</translation>
    </message>
    <message>
        <source>{name} is offline: nothing is sent, to nobody. Your text stays here.</source>
        <translation>{name} 已离线：不会发给任何人。写的内容会留在这里。</translation>
    </message>
    <message>
        <source>Only you, {name} and the host’s wire can read this</source>
        <translation>只发给 {name}，但主持人的“线路”里也能看到</translation>
    </message>
    <message>
        <source>Only you and {name} can read this</source>
        <translation>只发给 {name}，只有你们能看到</translation>
    </message>
</context>
<context>
    <name>ReadingAloud</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>{who}: {text}</source>
        <translation>{who}：{text}</translation>
    </message>
</context>
<context>
    <name>RecipientButton</name>
    <message>
        <source>Everyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>{recipient} ▾</source>
        <translation>{recipient} ▾</translation>
    </message>
    <message>
        <source>To {recipient}, change</source>
        <translation>发给 {recipient}，更改</translation>
    </message>
</context>
<context>
    <name>RecipientPicker</name>
    <message>
        <source>Everyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Whisper to…</source>
        <translation>悄悄话给…</translation>
    </message>
    <message>
        <source>People to whisper to</source>
        <translation>可以发悄悄话的人</translation>
    </message>
    <message>
        <source>Nobody else is here.</source>
        <translation>没有其他人。</translation>
    </message>
</context>
<context>
    <name>RefusalWords</name>
    <message>
        <source>{name} is already in {room}. Choose another name. If that is you, try again in a moment.</source>
        <translation>“{name}”已在 {room} 中使用。请换一个名字；如果那是你自己，请稍后再试。</translation>
    </message>
    <message>
        <source>{room} is full. Try again later, or ask your teacher.</source>
        <translation>{room} 已满。请稍后再试，或询问老师。</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>until somebody may come back</comment>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} was removed from {room} and can come back in {seconds}.</source>
        <translation>{name} 已被移出 {room}，{seconds}后可以再加入。</translation>
    </message>
    <message>
        <source>{name} was removed from {room}. Try again in a minute.</source>
        <translation>{name} 已被移出 {room}。请一分钟后再试。</translation>
    </message>
    <message>
        <source>The host of {room} has banned {name}.</source>
        <translation>{room} 的主持人已禁止 {name} 加入。</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>One call further</source>
        <translation>前进一次调用</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Close the recording</source>
        <translation>关闭录制</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>×{speed}</source>
        <translation>×{speed}</translation>
    </message>
    <message>
        <source>This is a recording: {file}. Nothing of it happens now.</source>
        <translation>这是录制的内容：{file}。现在并没有发生。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>{position} of {total}</source>
        <comment>records played</comment>
        <translation>{position} / {total}</translation>
    </message>
</context>
<context>
    <name>RichWords</name>
    <message>
        <source>I speak the rich dialect: {program}</source>
        <translation>我会说扩展方言：{program}</translation>
    </message>
    <message>
        <source>I am back: my last message was no. {number}</source>
        <translation>我回来了：我收到的最后一条是 {number} 号</translation>
    </message>
    <message>
        <source>are you there? ({number})</source>
        <translation>在吗？（{number}）</translation>
    </message>
    <message>
        <source>I am here ({number})</source>
        <translation>在（{number}）</translation>
    </message>
    <message>
        <source>I am away</source>
        <translation>我离开一下</translation>
    </message>
    <message>
        <source>I look again</source>
        <translation>我回来看了</translation>
    </message>
    <message>
        <source>I raise my hand</source>
        <translation>我举手</translation>
    </message>
    <message>
        <source>I lower my hand</source>
        <translation>我放下手</translation>
    </message>
    <message numerus="yes">
        <source>show me %Ln earlier messages</source>
        <translation>
            <numerusform>请给我更早的 %Ln 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>I leave now</source>
        <translation>我走了</translation>
    </message>
    <message>
        <source>the rich dialect it is: welcome to {room}</source>
        <translation>那就用扩展方言：欢迎来到 {room}</translation>
    </message>
    <message>
        <source>about the next chat text: no. {number}, from {name}</source>
        <translation>关于下一条聊天文本：{number} 号，来自 {name}</translation>
    </message>
    <message>
        <source>about the next words of the server: {code}</source>
        <translation>关于服务器的下一句话：{code}</translation>
    </message>
    <message>
        <source>why the name is refused: {code}</source>
        <translation>名字被拒绝的原因：{code}</translation>
    </message>
    <message>
        <source>welcome back, {name}: you have your place again</source>
        <translation>欢迎回来，{name}：你的位置还在</translation>
    </message>
    <message>
        <source>welcome, {name}: this is how to come back</source>
        <translation>欢迎，{name}：断线后凭此回来</translation>
    </message>
    <message>
        <source>the rules of the room: {code}</source>
        <translation>聊天室的规则：{code}</translation>
    </message>
    <message>
        <source>said before: {name}: {text}</source>
        <translation>之前说过：{name}：{text}</translation>
    </message>
    <message>
        <source>whispered before: {name} to {other}</source>
        <translation>之前的悄悄话：{name} 对 {other}</translation>
    </message>
    <message>
        <source>announced before: {text}</source>
        <translation>之前的公告：{text}</translation>
    </message>
    <message>
        <source>no JSON object that this protocol knows</source>
        <translation>不是本协议认识的 JSON 对象</translation>
    </message>
    <message>
        <source>an object of an unknown kind: {name}</source>
        <translation>未知种类的对象：{name}</translation>
    </message>
    <message>
        <source>about {name}: nothing special</source>
        <translation>关于 {name}：没有特别的状态</translation>
    </message>
    <message>
        <source>about {name}: {states}</source>
        <translation>关于 {name}：{states}</translation>
    </message>
</context>
<context>
    <name>RoomForm</name>
    <message>
        <source>Room name</source>
        <translation>聊天室名称</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>Chat port (TCP)</source>
        <translation>聊天端口（TCP）</translation>
    </message>
    <message>
        <source>These count from the next room on.</source>
        <translation>从下次开放聊天室时生效。</translation>
    </message>
    <message>
        <source>not kept on a shared computer</source>
        <translation>公用电脑上不保留</translation>
    </message>
    <message>
        <source>the name of this computer</source>
        <translation>这台电脑的名称</translation>
    </message>
    <message>
        <source>Teacher</source>
        <comment>the host&apos;s name if none is typed</comment>
        <translation>老师</translation>
    </message>
    <message>
        <source>automatic: {port}, or a free one</source>
        <translation>自动：{port} 或任一空闲端口</translation>
    </message>
    <message>
        <source>Use a number from {least} to {most}, or leave it empty.</source>
        <translation>请填 {least} 到 {most} 之间的数字，或留空。</translation>
    </message>
</context>
<context>
    <name>RoomHeader</name>
    <message numerus="yes">
        <source>%n online</source>
        <comment>people in the room</comment>
        <translation>
            <numerusform>%n 人在线</numerusform>
        </translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索（Ctrl+F）</translation>
    </message>
    <message>
        <source>Wire</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>What goes over the wire (F12)</source>
        <translation>线路上收发的内容（F12）</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>So long it takes to the room and back.</source>
        <translation>到聊天室往返一次的时间。</translation>
    </message>
    <message>
        <source>Connected · {number} ms</source>
        <translation>已连接 · {number} 毫秒</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>正在重新连接…</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>show large</source>
        <translation>大字显示</translation>
    </message>
    <message>
        <source>Show the address large, for the back row</source>
        <translation>用大字显示地址，让后排也能看清</translation>
    </message>
    <message>
        <source>Close room</source>
        <translation>关闭聊天室</translation>
    </message>
    <message>
        <source>other address ▾</source>
        <translation>其他地址 ▾</translation>
    </message>
    <message>
        <source>Choose the address that is told</source>
        <translation>选择告诉大家的地址</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>the state of a room</comment>
        <translation>已开放</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>正在关闭…</translation>
    </message>
    <message>
        <source>Closing… everyone is being told.</source>
        <translation>正在关闭…正在通知所有人。</translation>
    </message>
    <message>
        <source>open for {time}</source>
        <comment>below the room&apos;s name</comment>
        <translation>已开放 {time}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <comment>people in the room</comment>
        <translation>
            <numerusform>%Ln 人在线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <comment>in the room so far</comment>
        <translation>
            <numerusform>%Ln 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>only programs on this computer can join</source>
        <translation>只有本机上的程序能加入</translation>
    </message>
    <message>
        <source>UDP {port} is used by another program: students type this address</source>
        <translation>UDP {port} 已被其他程序占用：学生需输入此地址</translation>
    </message>
    <message>
        <source>students find it by themselves (UDP {port})</source>
        <translation>学生端会自动找到（UDP {port}）</translation>
    </message>
    <message>
        <source>{address}  ({adapter})</source>
        <translation>{address}（{adapter}）</translation>
    </message>
    <message>
        <source>{address}  ({adapter}, virtual)</source>
        <translation>{address}（{adapter}，虚拟）</translation>
    </message>
</context>
<context>
    <name>RoomHealth</name>
    <message>
        <source>How the room is doing</source>
        <translation>聊天室状况</translation>
    </message>
    <message>
        <source>Limits that were hit</source>
        <translation>碰到的上限</translation>
    </message>
    <message>
        <source>In numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>None. Nobody was held back.</source>
        <translation>没有。没有人被限制。</translation>
    </message>
</context>
<context>
    <name>RoomNameWords</name>
    <message>
        <source>Write a name for the room.</source>
        <translation>请填写聊天室名称。</translation>
    </message>
    <message numerus="yes">
        <source>This name is too long. Use at most %n character(s).</source>
        <translation>
            <numerusform>名称太长。最多 %n 个字。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoomPage</name>
    <message>
        <source>This room keeps no history to search in.</source>
        <translation>这个聊天室不保存聊天记录，无法搜索。</translation>
    </message>
    <message>
        <source>This computer is in no network: nobody on another computer can join or write. The room stays open, and goes on when the network is back.</source>
        <translation>这台电脑没有连接网络：其他电脑无法加入和发言。聊天室保持开放，网络恢复后继续。</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <comment>a message</comment>
        <translation>已复制：{text}</translation>
    </message>
    <message>
        <source>The history is written again.</source>
        <translation>聊天记录已恢复写入。</translation>
    </message>
</context>
<context>
    <name>RoomTabs</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Wire</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Views of the room</source>
        <translation>聊天室的视图</translation>
    </message>
</context>
<context>
    <name>RoomsBox</name>
    <message>
        <source>Rooms</source>
        <translation>聊天室</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>No room yet.</source>
        <translation>还没有找到聊天室。</translation>
    </message>
    <message>
        <source>No room found after 5 s. Ask your teacher for the address and type it here. Often the cause: guest Wi-Fi, VPN, firewall.</source>
        <translation>5 秒内没有找到聊天室。请向老师要地址，填在这里。常见原因：访客 Wi‑Fi、VPN、防火墙。</translation>
    </message>
</context>
<context>
    <name>RoomsModel</name>
    <message numerus="yes">
        <source>%n online</source>
        <comment>people in a room</comment>
        <translation>
            <numerusform>%n 人在线</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesButton</name>
    <message>
        <source>{rules} ▾</source>
        <translation>{rules} ▾</translation>
    </message>
    <message>
        <source>Who may write ▾</source>
        <translation>发言权限 ▾</translation>
    </message>
    <message>
        <source>Who may write: {rules}</source>
        <translation>发言权限：{rules}</translation>
    </message>
</context>
<context>
    <name>RulesLine</name>
    <message>
        <source>Nothing was sent. Your text is still here.</source>
        <translation>没有发送。写的内容还在这里。</translation>
    </message>
    <message>
        <source>Whisper to {name}</source>
        <translation>悄悄话给 {name}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <comment>two sentences</comment>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>The host has muted you: only the host gets what you write.</source>
        <translation>主持人已将你禁言：你只能发给主持人。</translation>
    </message>
    <message>
        <source>No whispers between guests now.</source>
        <translation>现在不能互发悄悄话。</translation>
    </message>
    <message>
        <source>Only the host can be written to now.</source>
        <translation>现在只能发给主持人。</translation>
    </message>
    <message>
        <source>Quiet, please: nobody writes now. Only a whisper to the host still arrives.</source>
        <translation>请肃静：现在暂停发言，只能给主持人发悄悄话。</translation>
    </message>
    <message numerus="yes">
        <source>Slow mode: you can write again in %n second(s).</source>
        <translation>
            <numerusform>慢速模式：%n 秒后可以再发。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slow mode: one message every %n second(s).</source>
        <translation>
            <numerusform>慢速模式：每 %n 秒可发一条。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesMenu</name>
    <message>
        <source>Who may write</source>
        <translation>发言权限</translation>
    </message>
    <message>
        <source>A whisper to you always arrives</source>
        <translation>给你的悄悄话始终能收到</translation>
    </message>
    <message>
        <source>Slow mode</source>
        <translation>慢速模式</translation>
    </message>
</context>
<context>
    <name>RulesWords</name>
    <message>
        <source>Everyone, freely</source>
        <translation>所有人，自由发言</translation>
    </message>
    <message>
        <source>Everyone, but no whispers between guests</source>
        <translation>所有人，但学生之间禁止悄悄话</translation>
    </message>
    <message>
        <source>Guests only to you</source>
        <translation>学生只能发给你</translation>
    </message>
    <message>
        <source>Nobody: quiet, please</source>
        <translation>全体禁言：请安静</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>no waiting between two messages</comment>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds between two messages</source>
        <translation>
            <numerusform>两条消息间隔 %n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Slow {seconds} s</source>
        <comment>a pause between two messages</comment>
        <translation>慢速 {seconds} 秒</translation>
    </message>
    <message>
        <source>slow {seconds} s</source>
        <comment>a pause between two messages</comment>
        <translation>慢速 {seconds} 秒</translation>
    </message>
    <message>
        <source>{mode} · {slow}</source>
        <translation>{mode} · {slow}</translation>
    </message>
    <message>
        <source>{rule} · {slow}</source>
        <translation>{rule} · {slow}</translation>
    </message>
    <message>
        <source>Your wire shows whispers between guests now; everyone was told</source>
        <translation>你的“线路”现在会显示学生之间的悄悄话；所有人都已得知</translation>
    </message>
    <message>
        <source>Whispers between guests are theirs again; everyone was told</source>
        <translation>学生之间的悄悄话又只属于他们自己；所有人都已得知</translation>
    </message>
    <message>
        <source>No whispers</source>
        <comment>who may write</comment>
        <translation>禁止悄悄话</translation>
    </message>
    <message>
        <source>Only to you</source>
        <comment>who may write</comment>
        <translation>只能发给你</translation>
    </message>
    <message>
        <source>Quiet</source>
        <comment>who may write</comment>
        <translation>全体禁言</translation>
    </message>
    <message>
        <source>Everyone may write freely</source>
        <translation>所有人可以自由发言</translation>
    </message>
    <message>
        <source>Everyone may write, but guests do not whisper to one another</source>
        <translation>所有人可以发言，但学生之间不能发悄悄话</translation>
    </message>
    <message>
        <source>Guests may write to you only</source>
        <translation>学生只能发给你</translation>
    </message>
    <message>
        <source>Quiet: nobody writes to the room; a whisper to you still arrives</source>
        <translation>全体禁言：没有人能在聊天室发言，但给你的悄悄话仍能收到</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
</context>
<context>
    <name>ServerWindow</name>
    <message>
        <source>Chatroom Server</source>
        <translation>聊天室服务器</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>发送键</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>When somebody means me</source>
        <translation>与我有关时</translation>
    </message>
    <message>
        <source>For every message</source>
        <translation>每条消息</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>请勿打扰</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>关闭窗口后留在托盘</translation>
    </message>
    <message>
        <source>Shared computer</source>
        <translation>公用电脑</translation>
    </message>
    <message>
        <source>Speak only the course protocol</source>
        <translation>只使用课程协议</translation>
    </message>
    <message>
        <source>Shift+Enter always begins a new line.</source>
        <translation>Shift+Enter 总是换行。</translation>
    </message>
    <message>
        <source>Whispers, announcements and your name in a message mean you.</source>
        <translation>悄悄话、公告和提到你名字的消息都与你有关。</translation>
    </message>
    <message>
        <source>Only announcements may then ask for your attention.</source>
        <translation>开启后，只有公告会提醒你。</translation>
    </message>
    <message>
        <source>Closing the window does not leave the room then.</source>
        <translation>这样关闭窗口不会离开聊天室。</translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing the window ends the program.</source>
        <translation>这个桌面没有托盘，关闭窗口就会退出程序。</translation>
    </message>
    <message>
        <source>Name, room, drafts and messages are not kept for the next person.</source>
        <translation>不为下一个人保留名字、聊天室、草稿和消息。</translation>
    </message>
    <message>
        <source>From the next start on. Hands, rules and what was missed are unknown to it.</source>
        <translation>下次启动时生效。这种协议没有举手、发言规则，也不能补上错过的消息。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>聊天室</translation>
    </message>
    <message>
        <source>Raised hands</source>
        <translation>举手</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>保留的内容</translation>
    </message>
    <message>
        <source>Make a sound when a hand goes up</source>
        <translation>有人举手时发出提示音</translation>
    </message>
    <message>
        <source>The title of the window counts the hands in any case.</source>
        <translation>无论是否有声音，窗口标题都会显示举手人数。</translation>
    </message>
    <message>
        <source>Keep what is said</source>
        <translation>保留聊天记录</translation>
    </message>
    <message>
        <source>For attendance, exports, search and the next lesson. It counts from the next room on.</source>
        <translation>用于点名（考勤）、导出、搜索和下一节课。从下次开放聊天室时生效。</translation>
    </message>
    <message>
        <source>This is a shared computer</source>
        <translation>这是公用电脑</translation>
    </message>
    <message>
        <source>Names and logs are not kept. From the next room on, what is said in a lesson is forgotten when its room closes: export it before. Earlier lessons stay where they are.</source>
        <translation>不保留名字和日志。从下次开放聊天室起，聊天室关闭后，本节课的聊天内容不再保留，需要时请先导出。以前课程的记录不受影响。</translation>
    </message>
</context>
<context>
    <name>SocketsModel</name>
    <message>
        <source>open</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>In</source>
        <translation>收</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>发</translation>
    </message>
    <message>
        <source>Life so far</source>
        <translation>经历</translation>
    </message>
</context>
<context>
    <name>SocketsTab</name>
    <message>
        <source>Finding the server: UDP</source>
        <translation>寻找服务器：UDP</translation>
    </message>
    <message>
        <source>Chatting: TCP</source>
        <translation>聊天：TCP</translation>
    </message>
    <message>
        <source>One socket per guest</source>
        <translation>每个成员一个套接字</translation>
    </message>
    <message>
        <source>Another program has the discovery port: there is no UDP socket. It is tried again.</source>
        <translation>发现端口被另一个程序占用：没有 UDP 套接字。程序会继续重试。</translation>
    </message>
    <message>
        <source>Choose a connection to see its ladder of calls.</source>
        <translation>选择一个连接，查看它的调用时序图。</translation>
    </message>
</context>
<context>
    <name>SocketsTable</name>
    <message>
        <source>One socket per guest</source>
        <translation>每个成员一个套接字</translation>
    </message>
</context>
<context>
    <name>SocketsWords</name>
    <message>
        <source>from {address}</source>
        <translation>来自 {address}</translation>
    </message>
    <message>
        <source>create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>give it a port</source>
        <translation>绑定端口</translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <comment>a call was made</comment>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln 字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln 次应答</numerusform>
        </translation>
    </message>
    <message>
        <source>queue of {number}</source>
        <translation>队列长度 {number}</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待连接</translation>
    </message>
    <message>
        <source>newest:</source>
        <translation>最新：</translation>
    </message>
    <message>
        <source>talk</source>
        <translation>通信</translation>
    </message>
    <message>
        <source>{size} in</source>
        <translation>收 {size}</translation>
    </message>
    <message>
        <source>{size} out</source>
        <translation>发 {size}</translation>
    </message>
    <message>
        <source>not logged in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>{size} wait</source>
        <translation>{size} 待发送</translation>
    </message>
    <message>
        <source>recv = 0: the guest has closed</source>
        <translation>recv = 0：对方已关闭</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>did not read what was sent</source>
        <translation>没有读取发给它的数据</translation>
    </message>
    <message>
        <source>no sign of life for 45 s</source>
        <translation>45 秒没有动静</translation>
    </message>
    <message>
        <source>came back on another connection</source>
        <translation>已从另一个连接回来</translation>
    </message>
    <message>
        <source>sent away by the host</source>
        <translation>被主持人请出</translation>
    </message>
    <message>
        <source>no login in 15 s</source>
        <translation>15 秒内未登录</translation>
    </message>
    <message>
        <source>made room before it logged in</source>
        <translation>登录前让出了位置</translation>
    </message>
    <message>
        <source>too long a frame before the login</source>
        <translation>登录前的帧太长</translation>
    </message>
    <message>
        <source>too many broken frames</source>
        <translation>损坏的帧太多</translation>
    </message>
    <message>
        <source>too many bytes outside frames</source>
        <translation>帧外的字节太多</translation>
    </message>
    <message>
        <source>too many refused names</source>
        <translation>被拒绝的名字太多</translation>
    </message>
    <message>
        <source>banned address</source>
        <translation>地址已被封禁</translation>
    </message>
    <message>
        <source>too many from one address</source>
        <translation>同一地址的连接太多</translation>
    </message>
    <message>
        <source>the room closed</source>
        <translation>聊天室已关闭</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open a room</source>
        <translation>开放聊天室</translation>
    </message>
    <message>
        <source>Everyone on this network can find it and chat.</source>
        <translation>同一网络里的所有人都能找到并聊天。</translation>
    </message>
    <message>
        <source>Room name</source>
        <translation>聊天室名称</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Open room</source>
        <translation>开放聊天室</translation>
    </message>
    <message>
        <source>Teacher</source>
        <comment>the host&apos;s name until the host types another one</comment>
        <translation>老师</translation>
    </message>
    <message>
        <source>Address of this computer</source>
        <translation>本机地址</translation>
    </message>
    <message>
        <source>This computer is in no network: only programs on this computer can join.</source>
        <translation>这台电脑没有连接网络：只有本机的程序能加入。</translation>
    </message>
    <message>
        <source>Whoever does not find the room can type this address.</source>
        <translation>找不到聊天室的人可以输入这个地址。</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>hand up</source>
        <translation>举手</translation>
    </message>
    <message>
        <source>teacher</source>
        <translation>老师</translation>
    </message>
    <message>
        <source>away</source>
        <translation>暂离</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已禁言</translation>
    </message>
    <message>
        <source>plain</source>
        <comment>a person whose program speaks only the course protocol</comment>
        <translation>普通客户端</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between a name and what is true of that person</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>history off</source>
        <translation>不保存聊天记录</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>How the room is doing</source>
        <translation>聊天室状况</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <comment>of guests</comment>
        <translation>
            <numerusform>%Ln 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>TCP {port}</source>
        <translation>TCP {port}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <comment>in the room</comment>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <comment>since the room opened</comment>
        <translation>
            <numerusform>%Ln 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>relay p99 {delay}</source>
        <translation>转发 p99 {delay}</translation>
    </message>
    <message>
        <source>used by another program</source>
        <comment>a port</comment>
        <translation>已被其他程序占用</translation>
    </message>
    <message>
        <source>UDP {port}</source>
        <translation>UDP {port}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) answered</source>
        <comment>for rooms on the network</comment>
        <translation>
            <numerusform>已回应 %Ln 次查找</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <comment>requests for rooms, too many at once</comment>
        <translation>
            <numerusform>拒绝 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ignored</source>
        <comment>datagrams that were no request</comment>
        <translation>
            <numerusform>忽略 %Ln 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln malformed</source>
        <comment>frames that broke the protocol</comment>
        <translation>
            <numerusform>%Ln 个错误帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln too slow</source>
        <comment>guests who did not read, and were cut off</comment>
        <translation>
            <numerusform>%Ln 个太慢</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln turned away</source>
        <comment>connections that were not let in</comment>
        <translation>
            <numerusform>%Ln 个被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused name(s)</source>
        <comment>logins</comment>
        <translation>
            <numerusform>%Ln 个名字被拒</numerusform>
        </translation>
    </message>
    <message>
        <source>{times}× {cause}</source>
        <comment>a limit that was hit</comment>
        <translation>{times} 次 {cause}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more limit(s) hit</source>
        <translation>
            <numerusform>另碰到 %Ln 个上限</numerusform>
        </translation>
    </message>
    <message>
        <source>{rate} msg/s</source>
        <translation>{rate} 条/秒</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TranscriptSearch</name>
    <message>
        <source>Search in this conversation</source>
        <translation>搜索聊天记录</translation>
    </message>
    <message>
        <source>Look further back</source>
        <translation>继续往前找</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>较早一条</translation>
    </message>
    <message>
        <source>Older (Enter)</source>
        <translation>较早一条（Enter）</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>较新一条</translation>
    </message>
    <message>
        <source>Newer (Shift+Enter)</source>
        <translation>较新一条（Shift+Enter）</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭搜索</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>关闭搜索（Esc）</translation>
    </message>
    <message>
        <source>{count}: {message}</source>
        <translation>{count}：{message}</translation>
    </message>
    <message>
        <source>looking further back…</source>
        <translation>正在往前找…</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>{place} of {count}+</source>
        <translation>第 {place} 条，共 {count}+ 条</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>第 {place} 条，共 {count} 条</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
</context>
<context>
    <name>TranscriptWords</name>
    <message>
        <source>You whisper to {name}</source>
        <translation>你悄悄地对 {name} 说</translation>
    </message>
    <message>
        <source>{name} whispers to you</source>
        <translation>{name} 悄悄地对你说</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>公告</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <comment>a moment</comment>
        <translation>{day} {time}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <comment>messages, on the line above them</comment>
        <translation>
            <numerusform>%Ln 条新消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n came online</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n 人上线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n 人离开</numerusform>
        </translation>
    </message>
    <message>
        <source>{arrivals}, {departures}</source>
        <comment>who came, who left</comment>
        <translation>{arrivals}，{departures}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names in a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Came online: {names}</source>
        <translation>上线：{names}</translation>
    </message>
    <message>
        <source>Left: {names}</source>
        <translation>离开：{names}</translation>
    </message>
    <message>
        <source>Loading older messages…</source>
        <translation>正在加载更早的消息…</translation>
    </message>
    <message>
        <source>Older messages come when the room is back.</source>
        <translation>聊天室恢复连接后会显示更早的消息。</translation>
    </message>
    <message>
        <source>This is where the conversation begins.</source>
        <translation>对话从这里开始。</translation>
    </message>
    <message>
        <source>What was said before this is no longer kept here.</source>
        <translation>这里不再保留此前的消息。</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>[{time}] {who}: {text}</source>
        <comment>a copied message</comment>
        <translation>[{time}] {who}：{text}</translation>
    </message>
    <message>
        <source>{who}, {time}: {text}</source>
        <comment>a message read aloud</comment>
        <translation>{who}，{time}：{text}</translation>
    </message>
    <message>
        <source>{message} ({state})</source>
        <comment>a message and how far it has got</comment>
        <translation>{message}（{state}）</translation>
    </message>
    <message>
        <source>{time}: {text}</source>
        <comment>an event read aloud</comment>
        <translation>{time}：{text}</translation>
    </message>
    <message>
        <source>[{time}] {text}</source>
        <comment>a copied event</comment>
        <translation>[{time}] {text}</translation>
    </message>
    <message>
        <source>{name} came online</source>
        <translation>{name} 上线了</translation>
    </message>
    <message>
        <source>{first} and {second} came online</source>
        <translation>{first} 和 {second} 上线了</translation>
    </message>
    <message>
        <source>{first}, {second} and {third} came online</source>
        <translation>{first}、{second} 和 {third} 上线了</translation>
    </message>
    <message>
        <source>{name} left</source>
        <translation>{name} 离开了</translation>
    </message>
    <message>
        <source>{first} and {second} left</source>
        <translation>{first} 和 {second} 离开了</translation>
    </message>
    <message>
        <source>{first}, {second} and {third} left</source>
        <translation>{first}、{second} 和 {third} 离开了</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>The chat goes on here in the tray. Click the sign to bring it back.</source>
        <translation>聊天在托盘里继续。点击图标即可打开窗口。</translation>
    </message>
    <message>
        <source>The teacher has announced something.</source>
        <translation>老师发了公告。</translation>
    </message>
    <message>
        <source>Somebody has written to you.</source>
        <translation>有人给你发了消息。</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>请勿打扰</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>LAN Chatroom</source>
        <translation>局域网聊天室</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <translation>
            <numerusform>%Ln 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>{program}: {news}</source>
        <translation>{program}：{news}</translation>
    </message>
</context>
<context>
    <name>TypeChoice</name>
    <message>
        <source>Only wrong ones</source>
        <translation>只看有错的</translation>
    </message>
    <message>
        <source>{choice} ▾</source>
        <translation>{choice} ▾</translation>
    </message>
    <message>
        <source>Which frames are shown: {choice}</source>
        <translation>显示哪些帧：{choice}</translation>
    </message>
    <message>
        <source>wrong ones</source>
        <translation>有错的</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>Type {type}</source>
        <translation>类型 {type}</translation>
    </message>
    <message>
        <source>0 · name refused</source>
        <translation>0 · 名字被拒绝</translation>
    </message>
    <message>
        <source>1 · log in, already online</source>
        <translation>1 · 登录、已经在线</translation>
    </message>
    <message>
        <source>2 · whisper, came online</source>
        <translation>2 · 悄悄话、上线</translation>
    </message>
    <message>
        <source>3 · say to everyone, went offline</source>
        <translation>3 · 对所有人说、下线</translation>
    </message>
    <message>
        <source>4 · chat text</source>
        <translation>4 · 聊天文本</translation>
    </message>
    <message>
        <source>5 · rich dialect: who I am</source>
        <translation>5 · 扩展方言：我是谁</translation>
    </message>
    <message>
        <source>6 · rich dialect: everything else</source>
        <translation>6 · 扩展方言：其他</translation>
    </message>
    <message>
        <source>Connections: begun and ended</source>
        <translation>连接：建立与结束</translation>
    </message>
    <message>
        <source>UDP: where is a room?</source>
        <translation>UDP：哪里有聊天室？</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>→ to the server</source>
        <translation>→ 发往服务器</translation>
    </message>
    <message>
        <source>← from the server</source>
        <translation>← 来自服务器</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>Leave the room</source>
        <translation>离开聊天室</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>请勿打扰</translation>
    </message>
    <message>
        <source>Only announcements ask for attention.</source>
        <translation>只有公告会提醒你。</translation>
    </message>
    <message>
        <source>Wire: what the sockets do</source>
        <translation>线路：套接字在做什么</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Shared computer</source>
        <translation>公用电脑</translation>
    </message>
    <message>
        <source>Name and room are not kept for the next person.</source>
        <translation>不为下一个人保留名字和聊天室。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>WireBar</name>
    <message>
        <source>Filter: name, type, text…</source>
        <translation>筛选：名字、类型、文本…</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>Filter frames by name, type or text</source>
        <translation>按名字、类型或文本筛选帧</translation>
    </message>
    <message>
        <source>Show only frames with this name, type or text</source>
        <translation>只显示带有这个名字、类型或文本的帧</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>View ▾</source>
        <translation>视图 ▾</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Show what has come meanwhile, and everything new</source>
        <translation>显示这段时间收到的和之后的内容</translation>
    </message>
    <message>
        <source>Show nothing new; it is kept and counted all the same</source>
        <translation>不显示新内容，但照样保留和计数</translation>
    </message>
</context>
<context>
    <name>WireCopy</name>
    <message>
        <source>Copy as hex</source>
        <translation>复制为十六进制</translation>
    </message>
    <message>
        <source>Copy as text with escapes</source>
        <translation>复制为带转义的文本</translation>
    </message>
    <message>
        <source>Copy for Python</source>
        <translation>复制为 Python 字节串</translation>
    </message>
    <message>
        <source>Copy what the row says</source>
        <translation>复制这一行的文字</translation>
    </message>
</context>
<context>
    <name>WireCounts</name>
    <message numerus="yes">
        <source>paused: %Ln more rows</source>
        <translation>
            <numerusform>已暂停：还有 %Ln 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls not shown</source>
        <comment>too much came at once</comment>
        <translation>
            <numerusform>%Ln 次调用未显示</numerusform>
        </translation>
    </message>
    <message>
        <source>received {counted} in {calls}</source>
        <translation>收到 {counted}（{calls}）</translation>
    </message>
    <message>
        <source>sent {counted} in {calls}</source>
        <translation>发出 {counted}（{calls}）</translation>
    </message>
    <message>
        <source>{frames}, {bytes}</source>
        <translation>{frames}、{bytes}</translation>
    </message>
    <message>
        <source>{number} frames</source>
        <translation>{number} 帧</translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames</source>
        <translation>
            <numerusform>%Ln 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} bytes</source>
        <translation>{number} 字节</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WireFiles</name>
    <message>
        <source>Open a recording…</source>
        <translation>打开录制…</translation>
    </message>
    <message>
        <source>Open a recording of the wire</source>
        <translation>打开线路录制</translation>
    </message>
    <message>
        <source>wire</source>
        <comment>in the name of a file</comment>
        <translation>线路</translation>
    </message>
    <message>
        <source>Save for Wireshark (.pcapng)…</source>
        <translation>保存给 Wireshark（.pcapng）…</translation>
    </message>
    <message>
        <source>Save as a recording to be opened here (.jsonl)…</source>
        <translation>保存为可在此打开的录制（.jsonl）…</translation>
    </message>
    <message>
        <source>Save the rows shown as hex text (.txt)…</source>
        <translation>把显示的行保存为十六进制文本（.txt）…</translation>
    </message>
    <message>
        <source>Save the script that teaches Wireshark this protocol (.lua)…</source>
        <translation>保存让 Wireshark 认识本协议的脚本（.lua）…</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>保存脚本</translation>
    </message>
    <message>
        <source>Save the wire</source>
        <translation>保存线路</translation>
    </message>
    <message>
        <source>Capture for Wireshark</source>
        <translation>Wireshark 捕获文件</translation>
    </message>
    <message>
        <source>Recording of the wire</source>
        <translation>线路录制</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Script for Wireshark</source>
        <translation>Wireshark 脚本</translation>
    </message>
    <message>
        <source>In Wireshark, Help &gt; About &gt; Folders shows where personal Lua plugins belong.</source>
        <translation>在 Wireshark 的“帮助 &gt; 关于 &gt; 文件夹”中可以看到个人 Lua 插件的位置。</translation>
    </message>
    <message>
        <source>{file} could not be read.</source>
        <translation>无法读取 {file}。</translation>
    </message>
    <message>
        <source>{file} is no recording of the wire.</source>
        <translation>{file} 不是线路录制。</translation>
    </message>
    <message>
        <source>{file} was saved by a newer version of this program.</source>
        <translation>{file} 是由本程序的更新版本保存的。</translation>
    </message>
    <message>
        <source>{file} is damaged, and cannot be shown.</source>
        <translation>{file} 已损坏，无法显示。</translation>
    </message>
    <message>
        <source>{file} is larger than any recording of this program.</source>
        <translation>{file} 比本程序的任何录制都大。</translation>
    </message>
</context>
<context>
    <name>WireFoot</name>
    <message>
        <source>Fields and bytes</source>
        <translation>字段和字节</translation>
    </message>
    <message>
        <source>Take the chosen frame apart (Enter)</source>
        <translation>拆开所选的帧（Enter 键）</translation>
    </message>
</context>
<context>
    <name>WireLane</name>
    <message>
        <source>Byte stream of {name} → server</source>
        <translation>{name} → 服务器的字节流</translation>
    </message>
    <message>
        <source>Byte stream of server → {name}</source>
        <translation>服务器 → {name} 的字节流</translation>
    </message>
</context>
<context>
    <name>WirePane</name>
    <message>
        <source>Wire</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>In a taller window it stands below the chat.</source>
        <translation>窗口更高时，它会显示在聊天下方。</translation>
    </message>
    <message>
        <source>What this program’s sockets sent and received.</source>
        <translation>本程序的套接字收发的内容。</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>原始字节</translation>
    </message>
    <message>
        <source>Send bytes of your own making, and see what the room answers</source>
        <translation>发送自己编写的字节，看看聊天室怎么回答</translation>
    </message>
    <message>
        <source>Close the wire</source>
        <translation>关闭线路</translation>
    </message>
    <message>
        <source>Close the wire (F12)</source>
        <translation>关闭线路（F12）</translation>
    </message>
</context>
<context>
    <name>WirePanel</name>
    <message>
        <source>Nothing that has come so far fits what is looked for above.</source>
        <translation>到目前为止，没有符合上方筛选条件的内容。</translation>
    </message>
    <message>
        <source>Play the recording, or step through it call by call.</source>
        <translation>播放录制，或逐次调用地单步查看。</translation>
    </message>
    <message>
        <source>Every frame stands here as it comes and goes: log in, say something, or plug in a client.</source>
        <translation>每一帧收发时都会出现在这里：登录、说句话，或接入一个客户端试试。</translation>
    </message>
    <message>
        <source>Everyone in the room has been told: whispers written a few seconds later can be read here.</source>
        <translation>已告知聊天室里的所有人：几秒之后写的悄悄话可以在这里看到。</translation>
    </message>
    <message>
        <source>Hide them again</source>
        <translation>重新隐藏</translation>
    </message>
</context>
<context>
    <name>WireTab</name>
    <message>
        <source>The stream bench is off: it works only while you see it.</source>
        <translation>流试验台已关闭：只有看得见时它才起作用。</translation>
    </message>
</context>
<context>
    <name>WireTable</name>
    <message>
        <source>Frames on the wire</source>
        <translation>线路上的帧</translation>
    </message>
</context>
<context>
    <name>WireViewMenu</name>
    <message>
        <source>Fields and bytes of the chosen frame</source>
        <translation>所选帧的字段和字节</translation>
    </message>
    <message>
        <source>Three lanes: bytes, calls, frames</source>
        <translation>三条泳道：字节、调用、帧</translation>
    </message>
    <message>
        <source>Stream bench</source>
        <translation>流试验台</translation>
    </message>
    <message>
        <source>Show whispers (everyone in the room is told)</source>
        <translation>显示悄悄话内容（会告知所有人）</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>WireWords</name>
    <message>
        <source>connected from {address}</source>
        <translation>连接来自 {address}</translation>
    </message>
    <message>
        <source>connected to {address}</source>
        <translation>连接到 {address}</translation>
    </message>
    <message numerus="yes">
        <source>… %Ln calls not shown</source>
        <comment>too much came at once</comment>
        <translation>
            <numerusform>… %Ln 次调用未显示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes after ETX</source>
        <translation>
            <numerusform>ETX 之后有 %Ln 字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split over %Ln {call}</source>
        <comment>calls</comment>
        <translation>
            <numerusform>半包：分 %Ln 次 {call}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stuck together with %Ln more in one {call}</source>
        <comment>frames</comment>
        <translation>
            <numerusform>粘包：与另外 %Ln 帧在同一次 {call}</numerusform>
        </translation>
    </message>
    <message>
        <source>the bench let it fall: it was not sent</source>
        <translation>被试验台丢弃：没有发出</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between remarks</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>#</source>
        <comment>number of a frame</comment>
        <translation>#</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>{time}, {who}: {meaning}</source>
        <comment>a row of the wire</comment>
        <translation>{time}，{who}：{meaning}</translation>
    </message>
    <message>
        <source>wrong: </source>
        <comment>before what is wrong with a frame</comment>
        <translation>错误：</translation>
    </message>
    <message>
        <source>frame {number}, {time}, {who}, {way}: {wrong}{meaning}. Bytes: {bytes}</source>
        <comment>a row of the wire</comment>
        <translation>第 {number} 帧，{time}，{who}，{way}：{wrong}{meaning}。字节：{bytes}</translation>
    </message>
    <message>
        <source>to the server</source>
        <translation>发往服务器</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>来自服务器</translation>
    </message>
    <message>
        <source>everyone ×{count}</source>
        <translation>所有人 ×{count}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>closed by the other side</source>
        <translation>对方关闭了连接</translation>
    </message>
    <message>
        <source>closed by this side</source>
        <translation>本方关闭了连接</translation>
    </message>
    <message>
        <source>broken off (reset)</source>
        <translation>连接中断（RST）</translation>
    </message>
    <message>
        <source>broken off by this side (RST)</source>
        <translation>本方中断了连接（RST）</translation>
    </message>
</context>
<context>
    <name>_HandRow</name>
    <message>
        <source>Whisper</source>
        <translation>悄悄话</translation>
    </message>
    <message>
        <source>Whisper to {name}</source>
        <translation>悄悄话给 {name}</translation>
    </message>
    <message>
        <source>Lower</source>
        <comment>a raised hand</comment>
        <translation>放下</translation>
    </message>
    <message>
        <source>Lower the hand of {name}</source>
        <translation>放下 {name} 的手</translation>
    </message>
</context>
</TS>
