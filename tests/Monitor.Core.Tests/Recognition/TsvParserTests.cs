using Monitor.Core.Recognition;
using Monitor.Core.Recognition.Tesseract;

namespace Monitor.Core.Tests.Recognition;

public class TsvParserTests
{
    private const string Head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

    [Fact]
    public void Parse_TwoWordsOfALine_AreOneLineInPixelsOfTheStill()
    {
        var tsv = Head + "5\t1\t1\t1\t1\t1\t30\t60\t90\t30\t90\tРабочы\n5\t1\t1\t1\t1\t2\t150\t60\t60\t30\t96\tрух\n";
        var line = Assert.Single(TsvParser.Parse(tsv, 1 / 3.0));
        Assert.Equal(("Рабочы рух", 92.0, new TextBox(10, 20, 60, 10)), (line.Text, line.Confidence, line.Box));
    }

    [Fact]
    public void Parse_UnsureWordsAndTexture_AreLeftOut() =>
        Assert.Empty(TsvParser.Parse(Head + "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t40\tслово\n5\t1\t1\t1\t2\t1\t0\t0\t9\t9\t95\t|\n5\t1\t1\t1\t3\t1\t0\t0\t9\t9\t95\tа1\n", 1));
}
