"""What sheets say a person is to the head of the household, as the register's closed list."""

from __future__ import annotations

from cunli.registry.kinds import Relation, Sex

_SAID: dict[Relation, str] = {
    Relation.HEAD: "户主 本人 本人或户主 户主本人",
    Relation.SPOUSE: "配偶 妻 妻子 夫 丈夫 之妻 之夫 爱人",
    Relation.CHILD: "子 女 子女 儿子 女儿 长子 次子 三子 四子 长女 次女 三女 四女 独生子 独生女 养子 养女 继子 继女",
    Relation.CHILD_IN_LAW: "儿媳 女婿 儿媳妇 媳妇 儿媳或女婿",
    Relation.GRANDCHILD: "孙子 孙女 外孙子 外孙女 外孙 孙 孙辈 孙子女 曾孙子 曾孙女 曾外孙子 曾外孙女 孙媳妇 孙女婿",
    Relation.PARENT: "父 母 父亲 母亲 父母 继父 继母 养父 养母",
    Relation.PARENT_IN_LAW: "岳父 岳母 公公 婆婆 公婆 公婆或岳父母 岳父母",
    Relation.GRANDPARENT: "祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆 祖辈 姥姥 姥爷 曾祖父 曾祖母",
    Relation.SIBLING: "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 哥 兄弟 姐妹",
    Relation.OTHER: "其他 其它 其他亲属 其他关系 叔 伯 叔伯 姑 舅 姨 侄儿 侄子 侄女 外甥 外甥女 嫂 弟媳 非亲属",
}
_BY_WORD = {word: relation for relation, words in _SAID.items() for word in words.split()}


def relation_of(text: str) -> str | None:
    """The relation a cell names ("之儿媳", "户主的次子"), or None where we do not know the word."""
    word = text.removeprefix("户主的").removeprefix("户主之").removeprefix("之")
    return _BY_WORD.get(word)


def sex_of(text: str) -> str | None:
    """ "男" or "女", also as "男性" and "女性"; None for anything else."""
    return {"男": Sex.MALE, "女": Sex.FEMALE}.get(text.removesuffix("性"))
