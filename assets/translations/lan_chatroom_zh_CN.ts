<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
</TS>
