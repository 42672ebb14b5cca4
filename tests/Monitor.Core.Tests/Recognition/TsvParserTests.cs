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

    [Theory]
    [InlineData("He 96 сказал 95", "Не сказал")]
    [InlineData("Не 96 was 95 released 95", "He was released")]
    [InlineData("detained 95 іп 90 Minsk 95", "detained in Minsk")]
    [InlineData("BITU 95 і 95 РЭП 95 заявілі 95", "BITU і РЭП заявілі")]
    [InlineData("я 70 Мы 95 патрабуем 95 ее 64", "Мы патрабуем")]
    [InlineData("ў 90 ў 90 к 90", "")]
    public void Parse_WordsOfTwoScriptsAndTexture_AreMendedOrLeftOut(string words, string expected)
    {
        var parts = words.Split(' ').Chunk(2).Index().Select(word => $"5\t1\t1\t1\t1\t{word.Index}\t{word.Index * 100}\t0\t90\t30\t{word.Item[1]}\t{word.Item[0]}\n");
        Assert.Equal(expected, string.Join(' ', TsvParser.Parse(Head + string.Concat(parts), 1).Select(line => line.Text)));
    }
}
