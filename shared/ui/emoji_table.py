"""The emoji that can be picked, some two hundred, with the words under which they are found in both languages.

The rule: each one is of 2019 or earlier and no flag, so that Windows 10 and older phones draw it too. The first
of its words is its name, which is what a screen reader says.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final


class EmojiGroup(enum.Enum):
    """The shelves of the picker, in their order; the value is the emoji that stands for the shelf."""

    FACES = "😀"  # feelings
    PEOPLE = "👋"  # hands, gestures, and who does what
    NATURE = "🐼"  # animals, plants, weather
    FOOD = "🍎"  # food and drink
    PLAY = "⚽"  # sports, arts, feasts, places, vehicles
    OBJECTS = "💡"  # school, computers and other things
    SIGNS = "❤️"  # hearts, marks, arrows


@dataclass(frozen=True, slots=True)
class Emoji:
    """One emoji. `english` and `chinese` are the words it is found under, the name first."""

    text: str
    group: EmojiGroup
    english: tuple[str, ...]
    chinese: tuple[str, ...]

    def fits(self, wanted: str) -> bool:
        """Whether each word of `wanted`, in any case, begins a word of this one, or is part of a Chinese one."""
        return all(self._fits_word(word) for word in wanted.casefold().split())

    def _fits_word(self, word: str) -> bool:
        if word == self.text or any(word in each for each in self.chinese):
            return True
        return any(part.startswith(word) for each in self.english for part in each.split())


_FACES: Final = (
    ("😀", "grinning face, smile, happy", "笑脸, 开心, 高兴"),
    ("😃", "smiling with open mouth, happy, joy", "大笑, 开心, 哈哈"),
    ("😄", "laughing eyes, smile, happy", "眯眼笑, 高兴, 开心"),
    ("😁", "beaming face, grin, teeth", "露齿笑, 嘻嘻, 得意"),
    ("😆", "laughing, haha, xd", "笑哈哈, 哈哈"),
    ("😅", "sweating smile, phew, nervous", "苦笑, 流汗, 尴尬"),
    ("🤣", "rolling on the floor laughing, rofl, lol", "笑翻了, 打滚, 笑死"),
    ("😂", "tears of joy, laugh, lol", "笑哭, 笑死"),
    ("🙂", "slight smile, fine", "微笑"),
    ("🙃", "upside-down face, irony, silly", "倒脸, 反话, 无奈"),
    ("😉", "winking face, wink", "眨眼, 使眼色"),
    ("😊", "blushing smile, shy, happy", "害羞, 微笑, 脸红"),
    ("😇", "angel, innocent, halo", "天使, 无辜"),
    ("🥰", "smiling with hearts, love, adore", "喜爱, 爱心, 幸福"),
    ("😍", "heart eyes, love, wow", "色, 花痴, 爱心眼, 喜欢"),
    ("🤩", "star-struck, wow, stars, amazing", "好崇拜, 星星眼, 哇"),
    ("😘", "blowing a kiss, kiss", "飞吻, 亲亲"),
    ("😋", "yummy, tasty, tongue", "好吃, 馋, 美味"),
    ("😛", "tongue out, playful", "吐舌, 调皮"),
    ("😜", "winking tongue, crazy, joke", "鬼脸, 调皮, 开玩笑"),
    ("🤪", "zany face, crazy, goofy", "滑稽, 疯狂, 搞怪"),
    ("🤓", "nerd face, glasses, geek, study", "书呆子, 眼镜, 学霸"),
    ("😎", "cool, sunglasses", "酷, 墨镜, 得意"),
    ("🥳", "partying face, party, celebrate, birthday", "庆祝, 派对, 生日"),
    ("😏", "smirk, sly", "得意, 坏笑"),
    ("😐", "neutral face, meh", "无语, 面无表情"),
    ("😑", "expressionless, blank", "无语, 呆"),
    ("😶", "no mouth, silent, speechless", "沉默, 无言"),
    ("🙄", "rolling eyes, annoyed", "白眼, 无语"),
    ("🤔", "thinking face, hmm, wonder, question", "思考, 想, 疑问"),
    ("🤨", "raised eyebrow, doubt, suspicious", "怀疑, 挑眉"),
    ("🧐", "monocle, inspect, curious", "仔细看, 观察, 好奇"),
    ("🤫", "hush, quiet, secret, shh", "嘘, 安静, 秘密"),
    ("🤭", "hand over mouth, giggle, oops", "捂嘴, 偷笑"),
    ("🤗", "hug, hugging face", "抱抱, 拥抱"),
    ("😌", "relieved, calm, peace", "放松, 安心"),
    ("😴", "sleeping, tired, zzz", "睡觉, 困"),
    ("🥱", "yawning, bored, tired", "打哈欠, 无聊, 困"),
    ("😕", "confused, unsure", "困惑, 不懂"),
    ("😟", "worried, concerned", "担心, 忧虑"),
    ("🙁", "frowning, sad", "不高兴, 难过"),
    ("😮", "open mouth, surprised, oh", "惊讶, 哦"),
    ("😲", "astonished, shocked, wow", "震惊, 吃惊"),
    ("😳", "flushed, embarrassed", "脸红, 尴尬"),
    ("🥺", "pleading face, please, puppy eyes", "求求, 拜托, 可怜"),
    ("😢", "crying, sad, tear", "哭, 难过, 流泪"),
    ("😭", "sobbing, loud crying", "大哭, 痛哭"),
    ("😱", "screaming in fear, scared, omg", "吓死, 尖叫, 害怕"),
    ("😰", "cold sweat, anxious, nervous", "冷汗, 紧张, 焦虑"),
    ("😩", "weary, exhausted, tired", "累, 疲惫, 崩溃"),
    ("😤", "huffing, triumph, determined", "哼, 生气, 不服"),
    ("😠", "angry, mad", "生气, 愤怒"),
    ("😡", "pouting, furious, rage", "发怒, 愤怒"),
    ("🤯", "mind blown, exploding head, shocked", "爆炸头, 震撼, 脑袋炸了"),
    ("😵", "dizzy, knocked out", "晕, 头晕"),
    ("🥶", "freezing, cold", "冷, 冻"),
    ("🥵", "hot, heat", "热, 脸红"),
    ("🤒", "ill, sick, fever", "生病, 发烧"),
    ("😷", "mask, sick, flu", "口罩, 生病"),
    ("🤡", "clown", "小丑"),
    ("👻", "ghost, boo", "鬼, 幽灵"),
    ("🤖", "robot, bot, machine", "机器人"),
    ("💩", "poo, crap", "便便"),
)

_PEOPLE: Final = (
    ("👋", "waving hand, hello, hi, bye", "挥手, 你好, 再见"),
    ("✋", "raised hand, stop, question", "举手, 停, 提问"),
    ("🙋", "person raising hand, question, me", "举手, 我来, 提问"),
    ("👌", "ok hand, perfect", "好的, 没问题"),
    ("✌️", "victory, peace, two", "胜利, 耶, 二"),
    ("🤞", "crossed fingers, luck, hope", "好运, 祈求"),
    ("🤙", "call me, hang loose", "打电话, 六"),
    ("👈", "pointing left, left", "向左, 左边"),
    ("👉", "pointing right, right", "向右, 右边"),
    ("👆", "pointing up, above", "向上, 上面"),
    ("👇", "pointing down, below", "向下, 下面"),
    ("☝️", "index finger, one, attention", "一, 注意"),
    ("👍", "thumbs up, good, yes, like, agree", "赞, 好, 同意, 点赞"),
    ("👎", "thumbs down, bad, no, dislike", "踩, 不好, 反对"),
    ("✊", "raised fist, power", "拳头, 加油"),
    ("👊", "fist bump, punch", "碰拳, 拳头"),
    ("👏", "clapping, applause, bravo", "鼓掌, 掌声, 棒"),
    ("🙌", "raising hands, hooray, celebrate", "万岁, 庆祝, 好棒"),
    ("🤝", "handshake, deal, agree", "握手, 合作, 成交"),
    ("🙏", "folded hands, thanks, please, pray", "谢谢, 拜托, 祈祷"),
    ("✍️", "writing hand, write, note", "写字, 记笔记"),
    ("💪", "strong arm, muscle, power", "加油, 强, 肌肉"),
    ("🤷", "shrug, no idea, dunno", "不知道, 耸肩, 摊手"),
    ("🤦", "facepalm, oh no", "捂脸, 无语"),
    ("🙇", "bowing, sorry, thanks", "鞠躬, 抱歉, 感谢"),
    ("👀", "eyes, look, watching", "看, 眼睛, 围观"),
    ("🧠", "brain, smart, think", "大脑, 聪明, 思考"),
    ("🧑‍🏫", "teacher, lesson, class", "老师, 教师, 上课"),
    ("🧑‍🎓", "student, graduate, school", "学生, 毕业"),
    ("🧑‍💻", "technologist, programmer, coder, computer", "程序员, 电脑, 编程"),
    ("👥", "people, group, two", "人, 小组, 用户"),
    ("🏃", "running, hurry, late", "跑, 快, 迟到"),
)

_NATURE: Final = (
    ("🐶", "dog, puppy", "狗, 小狗"),
    ("🐱", "cat, kitten", "猫, 小猫"),
    ("🐭", "mouse", "老鼠, 鼠"),
    ("🐰", "rabbit, bunny", "兔子"),
    ("🦊", "fox", "狐狸"),
    ("🐻", "bear", "熊"),
    ("🐼", "panda", "熊猫"),
    ("🐯", "tiger", "老虎"),
    ("🦁", "lion", "狮子"),
    ("🐮", "cow", "牛"),
    ("🐷", "pig", "猪"),
    ("🐵", "monkey", "猴子"),
    ("🙈", "see no evil, monkey, shy", "非礼勿视, 猴子, 害羞"),
    ("🐔", "chicken", "鸡"),
    ("🐧", "penguin, linux", "企鹅"),
    ("🐢", "turtle, slow", "乌龟, 慢"),
    ("🐍", "snake, python", "蛇"),
    ("🐉", "dragon", "龙"),
    ("🐛", "bug, worm, error", "虫子, 错误, 漏洞"),
    ("🐝", "bee, busy", "蜜蜂, 忙"),
    ("🦋", "butterfly", "蝴蝶"),
    ("🐌", "snail, slow", "蜗牛, 慢"),
    ("🌸", "cherry blossom, flower, spring", "樱花, 花, 春天"),
    ("🌹", "rose, flower", "玫瑰, 花"),
    ("🌻", "sunflower, flower", "向日葵, 花"),
    ("🌱", "seedling, plant, grow", "发芽, 植物"),
    ("🌳", "tree", "树"),
    ("🍀", "four leaf clover, luck", "四叶草, 幸运"),
    ("☀️", "sun, sunny, weather", "太阳, 晴天"),
    ("🌙", "moon, night", "月亮, 晚上"),
    ("⛅", "cloud, weather", "多云, 天气"),
    ("🌧️", "rain, weather", "下雨, 天气"),
    ("❄️", "snowflake, snow, cold", "雪花, 下雪, 冷"),
    ("🌈", "rainbow", "彩虹"),
    ("🔥", "fire, hot, great", "火, 热, 厉害"),
    ("💧", "drop, water", "水滴, 水"),
)

_FOOD: Final = (
    ("🍎", "apple, fruit", "苹果, 水果"),
    ("🍌", "banana, fruit", "香蕉, 水果"),
    ("🍉", "watermelon, fruit", "西瓜, 吃瓜, 水果"),
    ("🍓", "strawberry, fruit", "草莓, 水果"),
    ("🍑", "peach, fruit", "桃子, 水果"),
    ("🍋", "lemon, sour", "柠檬, 酸"),
    ("🍅", "tomato", "西红柿, 番茄"),
    ("🌶️", "chili, spicy, hot", "辣椒, 辣"),
    ("🍞", "bread", "面包"),
    ("🧀", "cheese", "奶酪"),
    ("🍔", "hamburger, burger", "汉堡"),
    ("🍕", "pizza", "披萨"),
    ("🍚", "rice, meal", "米饭, 吃饭"),
    ("🍜", "noodles, ramen", "面条, 拉面"),
    ("🥟", "dumpling", "饺子"),
    ("🍬", "candy, sweet", "糖果, 糖"),
    ("🍰", "cake", "蛋糕"),
    ("🎂", "birthday cake, birthday", "生日蛋糕, 生日"),
    ("🍦", "ice cream", "冰淇淋"),
    ("☕", "coffee, break, tea, hot drink", "咖啡, 休息, 茶"),
    ("🍵", "tea, green tea", "茶, 绿茶"),
)

_PLAY: Final = (
    ("⚽", "football, soccer, ball", "足球, 球"),
    ("🏀", "basketball, ball", "篮球, 球"),
    ("🏓", "table tennis, ping pong", "乒乓球"),
    ("🏸", "badminton", "羽毛球"),
    ("🏆", "trophy, winner, prize", "奖杯, 冠军"),
    ("🥇", "gold medal, first, winner", "金牌, 第一"),
    ("🎯", "target, bullseye, goal", "目标, 命中"),
    ("🎮", "game, controller, play", "游戏, 手柄"),
    ("🎲", "dice, random, game", "骰子, 随机"),
    ("🧩", "puzzle, jigsaw", "拼图"),
    ("🎵", "music, note, song", "音乐, 音符"),
    ("🎨", "art, paint, palette", "画画, 美术"),
    ("🎬", "film, movie, action", "电影, 开拍"),
    ("🎉", "party popper, hooray, celebrate, congratulations", "庆祝, 恭喜, 撒花"),
    ("🎁", "gift, present", "礼物"),
    ("🎈", "balloon, party", "气球"),
    ("🧧", "red envelope, new year, luck", "红包, 新年"),
    ("🏮", "lantern", "灯笼"),
    ("🏠", "house, home", "家, 房子, 回家"),
    ("🏫", "school, class", "学校, 上课"),
    ("🌍", "world, globe, internet", "地球, 世界, 互联网"),
    ("🚀", "rocket, fast, launch", "火箭, 快, 发射"),
    ("🚗", "car, drive", "汽车, 开车"),
    ("🚌", "bus", "公交车, 校车"),
    ("🚲", "bicycle, bike", "自行车"),
    ("✈️", "plane, travel, flight", "飞机, 旅行"),
)

_OBJECTS: Final = (
    ("💡", "light bulb, idea, tip", "灯泡, 主意, 提示"),
    ("📚", "books, study, read", "书, 学习, 读书"),
    ("📖", "open book, read", "看书, 课本"),
    ("📝", "memo, note, homework, exam", "笔记, 作业, 考试"),
    ("✏️", "pencil, write, edit", "铅笔, 写"),
    ("📌", "pin, pinned, important", "图钉, 置顶, 重要"),
    ("📎", "paperclip, attach", "回形针, 附件"),
    ("📏", "ruler, measure", "尺子"),
    ("🎓", "graduation cap, degree", "毕业, 学位帽"),
    ("🎒", "backpack, school bag", "书包, 上学"),
    ("📅", "calendar, date", "日历, 日期"),
    ("⏰", "alarm clock, time, wake up", "闹钟, 时间"),
    ("⏳", "hourglass, wait", "沙漏, 等待"),
    ("🔔", "bell, ring, reminder", "铃, 下课, 提醒"),
    ("📢", "loudspeaker, announcement", "喇叭, 公告, 广播"),
    ("💬", "speech bubble, chat, message", "聊天, 消息, 气泡"),
    ("📧", "e-mail, mail", "邮件, 邮箱"),
    ("📦", "package, box, packet", "包裹, 数据包, 箱子"),
    ("💻", "laptop, computer", "笔记本电脑, 电脑"),
    ("🖥️", "desktop computer, screen, monitor", "台式机, 屏幕, 显示器"),
    ("⌨️", "keyboard, type", "键盘, 打字"),
    ("🖱️", "computer mouse, click", "鼠标, 点击"),
    ("🖨️", "printer, print", "打印机, 打印"),
    ("💾", "floppy disk, save", "软盘, 保存"),
    ("📱", "phone, mobile", "手机"),
    ("🔌", "plug, socket, power", "插头, 套接字, 电源"),
    ("🔋", "battery, power", "电池, 电量"),
    ("📡", "antenna, wireless, signal, network", "天线, 信号, 网络"),
    ("🔗", "link, chain, url", "链接, 网址"),
    ("🔒", "lock, closed, secure, private", "锁, 安全, 加密"),
    ("🔓", "unlocked, open", "开锁, 解密"),
    ("🔑", "key, password", "钥匙, 密码"),
    ("🔍", "magnifier, search, find", "放大镜, 搜索, 查找"),
    ("🔧", "wrench, fix, tool", "扳手, 修, 工具"),
    ("⚙️", "gear, settings", "齿轮, 设置"),
    ("🧪", "test tube, test, lab", "试管, 测试, 实验"),
    ("🗑️", "bin, trash, delete", "垃圾桶, 删除"),
    ("📈", "chart up, increase, graph", "上升, 图表, 增长"),
    ("💰", "money, bag", "钱, 钱袋"),
)

_SIGNS: Final = (
    ("❤️", "red heart, love, like", "爱心, 红心, 喜欢"),
    ("💛", "yellow heart, love", "黄心, 爱心"),
    ("💚", "green heart, love", "绿心, 爱心"),
    ("💙", "blue heart, love", "蓝心, 爱心"),
    ("💔", "broken heart, sad", "心碎, 难过"),
    ("💯", "hundred points, perfect, full marks", "满分, 一百分, 完美"),
    ("✅", "check mark, done, yes, correct", "对, 完成, 正确, 打勾"),
    ("❌", "cross mark, no, wrong", "错, 不对, 打叉"),
    ("❓", "question mark, what, why", "问号, 问题, 疑问"),
    ("❗", "exclamation mark, important", "感叹号, 重要"),
    ("⚠️", "warning, attention, careful", "警告, 注意, 小心"),
    ("🚫", "prohibited, forbidden, no", "禁止, 不准"),
    ("⭕", "circle, correct", "圆圈, 正确"),
    ("➕", "plus, add", "加, 加号"),
    ("➖", "minus, subtract", "减, 减号"),
    ("⬆️", "up arrow, up", "上, 向上箭头"),
    ("⬇️", "down arrow, down", "下, 向下箭头"),
    ("⬅️", "left arrow, left, back", "左, 向左箭头"),
    ("➡️", "right arrow, right, next", "右, 向右箭头"),
    ("🔄", "arrows in a circle, again, reload", "循环, 刷新, 重试"),
    ("⭐", "star, favourite, great", "星星, 收藏"),
    ("✨", "sparkles, shiny, new", "闪亮, 新"),
    ("⚡", "lightning, fast, power", "闪电, 快, 电"),
    ("💥", "explosion, boom, crash", "爆炸, 崩溃"),
    ("💤", "sleep, zzz, away", "睡觉, 困, 离开"),
    ("🆗", "ok button, okay", "好的, 可以"),
    ("🆘", "help, sos", "求助, 救命, 帮忙"),
    ("🔴", "red circle, record, stop", "红点, 红色"),
    ("🟢", "green circle, online, go", "绿点, 绿色, 在线"),
    ("👑", "crown, king, best", "皇冠, 王"),
)

_SHELVES: Final = {
    EmojiGroup.FACES: _FACES,
    EmojiGroup.PEOPLE: _PEOPLE,
    EmojiGroup.NATURE: _NATURE,
    EmojiGroup.FOOD: _FOOD,
    EmojiGroup.PLAY: _PLAY,
    EmojiGroup.OBJECTS: _OBJECTS,
    EmojiGroup.SIGNS: _SIGNS,
}

EMOJI: Final = tuple(
    Emoji(text, group, tuple(english.split(", ")), tuple(chinese.split(", ")))
    for group, shelf in _SHELVES.items()
    for text, english, chinese in shelf
)
"""All of them, shelf by shelf, the most used of a shelf first."""


def find_emoji(wanted: str) -> list[Emoji]:
    """All emoji that `wanted` fits; whose name begins with it come first. Nothing is found under nothing."""
    words = wanted.strip().casefold()
    if not words:
        return []
    found = [emoji for emoji in EMOJI if emoji.fits(words)]
    return sorted(found, key=lambda emoji: not _is_named(emoji, words))


def _is_named(emoji: Emoji, words: str) -> bool:
    return emoji.english[0].startswith(words) or emoji.chinese[0].startswith(words)
