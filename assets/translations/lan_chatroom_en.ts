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
</TS>
