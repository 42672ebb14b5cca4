using System.Text;
using Monitor.Core.People;

namespace Monitor.Core.Tests.People;

public sealed class PeopleFileTests
{
    [Fact]
    public void Parse_GoodAndBadRows_KeepsTheGoodAndNamesTheBad()
    {
        var file = Parse("\uFEFFid,name,language,script,union,colour\n1,Аляксандр Ярашук,be,Cyrl,БКДП,red\n1,\"Yarashuk, Alexander\",en,Latn,,\n,Хтосьці,,,,\n3,,,,,\n4,Імя,be,Grek,,\n5,\"--O'Neil\n\"\"Янка\"\" \u202Egnp\",,,,\n");
        Assert.Equal(["Аляксандр Ярашук", "Yarashuk, Alexander", "--O'Neil \"Янка\" gnp"], file.Rows.Select(row => row.Name));
        Assert.Equal(["Cyrl", "Latn", "Cyrl"], file.Rows.Select(row => row.Script));
        Assert.Equal([4, 5, 6], file.Refused.Select(row => row.Line));
        Assert.Equal(["colour"], file.UnknownColumns);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,language\nЯ,be")]
    public void Parse_NoSuchFile_IsRefused(string text) => Assert.Throws<PeopleFileException>(() => Parse(text));

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Parse_LongCellBelowTheHeading_ChangesNoDelimiter(char delimiter)
    {
        var others = string.Concat(Enumerable.Repeat("a, b; c\td\n", 400));
        var read = Parse($"id,name,note\n1,Іван Іваноў,\"{others.Replace(',', '\u0001')}\"\n2,Пётр Пятроў,\n".Replace(',', delimiter).Replace('\u0001', ','));
        Assert.Equal(["1", "2"], read.Rows.Select(row => row.Id));
        Assert.Empty(read.Refused);
    }

    [Fact]
    public void Parse_OtherEncoding_IsRefused() => Assert.Throws<PeopleFileException>(() => PeopleFile.Parse(new MemoryStream([.. "id,name\n1,"u8, 0xDF, 0xF0, 0xEE])));

    private static PeopleRows Parse(string text) => PeopleFile.Parse(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
