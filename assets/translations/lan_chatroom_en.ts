<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BanQuestion</name>
    <message numerus="yes">
        <source>Ban {address}? %Ln people there leave the room.</source>
        <translation>
            <numerusform>Ban {address}? %Ln person there leaves the room.</numerusform>
            <numerusform>Ban {address}? %Ln people there leave the room.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BenchWords</name>
    <message numerus="yes">
        <source>Each send has %n bytes at most: the other side reads frames that are split.</source>
        <translation>
            <numerusform>Each send has %n byte: the other side reads frames that are split.</numerusform>
            <numerusform>Each send has %n bytes at most: the other side reads frames that are split.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames wait for each other: the other side reads them stuck together.</source>
        <translation>
            <numerusform>%n frame waits: the other side reads it as it is.</numerusform>
            <numerusform>%n frames wait for each other: the other side reads them stuck together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything arrives %n ms late.</source>
        <translation>
            <numerusform>Everything arrives %n ms late.</numerusform>
            <numerusform>Everything arrives %n ms late.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartsWords</name>
    <message numerus="yes">
        <source>%Ln in all</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%Ln in all</numerusform>
            <numerusform>%Ln in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <comment>in the room</comment>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message numerus="yes">
        <source>Close the room for %n people and quit?</source>
        <translation>
            <numerusform>Close the room for %n person and quit?</numerusform>
            <numerusform>Close the room for %n people and quit?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close the room for %n people?</source>
        <translation>
            <numerusform>Close the room for %n person?</numerusform>
            <numerusform>Close the room for %n people?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <translation>
            <numerusform>%n character too long</numerusform>
            <numerusform>%n characters too long</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationSearch</name>
    <message numerus="yes">
        <source>the newest %n found</source>
        <comment>messages</comment>
        <translation>
            <numerusform>the newest %n found</numerusform>
            <numerusform>the newest %n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EncodingsView</name>
    <message numerus="yes">
        <source>%n more bytes are not shown here</source>
        <translation>
            <numerusform>%n more byte is not shown here</numerusform>
            <numerusform>%n more bytes are not shown here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EncodingsWords</name>
    <message numerus="yes">
        <source>Written in {encoding}, {text} is %n bytes.</source>
        <translation>
            <numerusform>Written in {encoding}, {text} is %n byte.</numerusform>
            <numerusform>Written in {encoding}, {text} is %n bytes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This connection speaks {encoding}, in which these %n bytes are {text}.</source>
        <translation>
            <numerusform>This connection speaks {encoding}, in which this %n byte is {text}.</numerusform>
            <numerusform>This connection speaks {encoding}, in which these %n bytes are {text}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes do not fit at all.</source>
        <translation>
            <numerusform>%n byte does not fit at all.</numerusform>
            <numerusform>%n bytes do not fit at all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{character}, {code}, from %n bytes</source>
        <translation>
            <numerusform>{character}, {code}, from %n byte</numerusform>
            <numerusform>{character}, {code}, from %n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{code}, which is no character, from %n bytes</source>
        <translation>
            <numerusform>{code}, which is no character, from %n byte</numerusform>
            <numerusform>{code}, which is no character, from %n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactEntries</name>
    <message numerus="yes">
        <source>%Ln message(s) went by too fast to be shown</source>
        <translation>
            <numerusform>%Ln message went by too fast to be shown</numerusform>
            <numerusform>%Ln messages went by too fast to be shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldModel</name>
    <message numerus="yes">
        <source>{field}: {value}; %n bytes from offset {offset} on</source>
        <translation>
            <numerusform>{field}: {value}; %n byte at offset {offset}</numerusform>
            <numerusform>{field}: {value}; %n bytes from offset {offset} on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameDetail</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>sent to %n connections</source>
        <translation>
            <numerusform>sent to %n connection</numerusform>
            <numerusform>sent to %n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %n bytes are shown</source>
        <translation>
            <numerusform>the first %n byte is shown</numerusform>
            <numerusform>the first %n bytes are shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandsStrip</name>
    <message numerus="yes">
        <source>✋ %Ln hand(s) up</source>
        <translation>
            <numerusform>✋ %Ln hand up</numerusform>
            <numerusform>✋ %Ln hands up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln raised hand(s)</source>
        <translation>
            <numerusform>%Ln raised hand</numerusform>
            <numerusform>%Ln raised hands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>raised hands</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HostComposer</name>
    <message numerus="yes">
        <source>%n character(s) too long</source>
        <translation>
            <numerusform>%n character too long</numerusform>
            <numerusform>%n characters too long</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is %n character(s) too long. Shorten it, or send it in two parts.</source>
        <translation>
            <numerusform>This is %n character too long. Shorten it, or send it in two parts.</numerusform>
            <numerusform>This is %n characters too long. Shorten it, or send it in two parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%Ln new ↓</source>
        <comment>messages further down</comment>
        <translation>
            <numerusform>%Ln new ↓</numerusform>
            <numerusform>%Ln new ↓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, go to the newest</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%Ln new, go to the newest</numerusform>
            <numerusform>%Ln new, go to the newest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptOutMenu</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <comment>who were banned with an address</comment>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LanesWords</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes in no frame: skipped</source>
        <translation>
            <numerusform>%n byte in no frame: skipped</numerusform>
            <numerusform>%n bytes in no frame: skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <comment>bytes</comment>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>bytes of %n frames: stuck together</source>
        <translation>
            <numerusform>bytes of %n frame: stuck together</numerusform>
            <numerusform>bytes of %n frames: stuck together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <comment>of recv or send</comment>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n split</source>
        <comment>frames</comment>
        <translation>
            <numerusform>%n split</numerusform>
            <numerusform>%n split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stuck together</source>
        <comment>frames</comment>
        <translation>
            <numerusform>%n stuck together</numerusform>
            <numerusform>%n stuck together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split over %n {call}</source>
        <comment>calls</comment>
        <translation>
            <numerusform>split over %n {call}</numerusform>
            <numerusform>split over %n {call}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LargeAddress</name>
    <message numerus="yes">
        <source>%n online</source>
        <comment>people in the room</comment>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LimitWords</name>
    <message numerus="yes">
        <source>%Ln time(s) in the last five minutes</source>
        <comment>a limit was hit</comment>
        <translation>
            <numerusform>%Ln time in the last five minutes</numerusform>
            <numerusform>%Ln times in the last five minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeaningWords</name>
    <message numerus="yes">
        <source>%Ln bytes of padding outside of frames</source>
        <translation>
            <numerusform>%Ln byte of padding outside of frames</numerusform>
            <numerusform>%Ln bytes of padding outside of frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes outside of frames: skipped</source>
        <translation>
            <numerusform>%Ln byte outside of frames: skipped</numerusform>
            <numerusform>%Ln bytes outside of frames: skipped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModerationWords</name>
    <message numerus="yes">
        <source>%n people</source>
        <comment>who were banned with an address</comment>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NameWords</name>
    <message numerus="yes">
        <source>This name is too long. Use at most %n character(s).</source>
        <translation>
            <numerusform>This name is too long. Use at most %n character.</numerusform>
            <numerusform>This name is too long. Use at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeWords</name>
    <message numerus="yes">
        <source>The host has removed you. You can come back in %n second(s).</source>
        <translation>
            <numerusform>The host has removed you. You can come back in %n second.</numerusform>
            <numerusform>The host has removed you. You can come back in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That was too soon: you can write again in %n second(s).</source>
        <translation>
            <numerusform>That was too soon: you can write again in %n second.</numerusform>
            <numerusform>That was too soon: you can write again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slow mode: one message every %n second(s).</source>
        <translation>
            <numerusform>Slow mode: one message every %n second.</numerusform>
            <numerusform>Slow mode: one message every %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message numerus="yes">
        <source>Ban this address… (%n people)</source>
        <translation>
            <numerusform>Ban this address… (%n person)</numerusform>
            <numerusform>Ban this address… (%n people)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RaisedHands</name>
    <message numerus="yes">
        <source>%Ln hands went up</source>
        <translation>
            <numerusform>%Ln hand went up</numerusform>
            <numerusform>%Ln hands went up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hands were lowered</source>
        <translation>
            <numerusform>%Ln hand was lowered</numerusform>
            <numerusform>%Ln hands were lowered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RawComposer</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingAloud</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RefusalWords</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <comment>until somebody may come back</comment>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RichWords</name>
    <message numerus="yes">
        <source>show me %Ln earlier messages</source>
        <translation>
            <numerusform>show me %Ln earlier message</numerusform>
            <numerusform>show me %Ln earlier messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoomHeader</name>
    <message numerus="yes">
        <source>%n online</source>
        <comment>people in the room</comment>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <comment>people in the room</comment>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <comment>in the room so far</comment>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoomNameWords</name>
    <message numerus="yes">
        <source>This name is too long. Use at most %n character(s).</source>
        <translation>
            <numerusform>This name is too long. Use at most %n character.</numerusform>
            <numerusform>This name is too long. Use at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoomsModel</name>
    <message numerus="yes">
        <source>%n online</source>
        <comment>people in a room</comment>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesLine</name>
    <message numerus="yes">
        <source>Slow mode: you can write again in %n second(s).</source>
        <translation>
            <numerusform>Slow mode: you can write again in %n second.</numerusform>
            <numerusform>Slow mode: you can write again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slow mode: one message every %n second(s).</source>
        <translation>
            <numerusform>Slow mode: one message every %n second.</numerusform>
            <numerusform>Slow mode: one message every %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesWords</name>
    <message numerus="yes">
        <source>%n seconds between two messages</source>
        <translation>
            <numerusform>%n second between two messages</numerusform>
            <numerusform>%n seconds between two messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SocketsWords</name>
    <message numerus="yes">
        <source>%Ln times</source>
        <comment>a call was made</comment>
        <translation>
            <numerusform>%Ln time</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <comment>of guests</comment>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <comment>in the room</comment>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <comment>since the room opened</comment>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) answered</source>
        <comment>for rooms on the network</comment>
        <translation>
            <numerusform>%Ln request answered</numerusform>
            <numerusform>%Ln requests answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <comment>requests for rooms, too many at once</comment>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ignored</source>
        <comment>datagrams that were no request</comment>
        <translation>
            <numerusform>%Ln ignored</numerusform>
            <numerusform>%Ln ignored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln malformed</source>
        <comment>frames that broke the protocol</comment>
        <translation>
            <numerusform>%Ln malformed</numerusform>
            <numerusform>%Ln malformed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln too slow</source>
        <comment>guests who did not read, and were cut off</comment>
        <translation>
            <numerusform>%Ln too slow</numerusform>
            <numerusform>%Ln too slow</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln turned away</source>
        <comment>connections that were not let in</comment>
        <translation>
            <numerusform>%Ln turned away</numerusform>
            <numerusform>%Ln turned away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused name(s)</source>
        <comment>logins</comment>
        <translation>
            <numerusform>%Ln refused name</numerusform>
            <numerusform>%Ln refused names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more limit(s) hit</source>
        <translation>
            <numerusform>%Ln more limit hit</numerusform>
            <numerusform>%Ln more limits hit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranscriptWords</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <comment>messages, on the line above them</comment>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n came online</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n came online</numerusform>
            <numerusform>%n came online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%Ln new message(s)</source>
        <translation>
            <numerusform>%Ln new message</numerusform>
            <numerusform>%Ln new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WireCounts</name>
    <message numerus="yes">
        <source>paused: %Ln more rows</source>
        <translation>
            <numerusform>paused: %Ln more row</numerusform>
            <numerusform>paused: %Ln more rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln calls not shown</source>
        <comment>too much came at once</comment>
        <translation>
            <numerusform>%Ln call not shown</numerusform>
            <numerusform>%Ln calls not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames</source>
        <translation>
            <numerusform>%Ln frame</numerusform>
            <numerusform>%Ln frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WireWords</name>
    <message numerus="yes">
        <source>… %Ln calls not shown</source>
        <comment>too much came at once</comment>
        <translation>
            <numerusform>… %Ln call not shown</numerusform>
            <numerusform>… %Ln calls not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes after ETX</source>
        <translation>
            <numerusform>%Ln byte after ETX</numerusform>
            <numerusform>%Ln bytes after ETX</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split over %Ln {call}</source>
        <comment>calls</comment>
        <translation>
            <numerusform>split over %Ln {call}</numerusform>
            <numerusform>split over %Ln {call}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stuck together with %Ln more in one {call}</source>
        <comment>frames</comment>
        <translation>
            <numerusform>stuck together with %Ln more in one {call}</numerusform>
            <numerusform>stuck together with %Ln more in one {call}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
</TS>
