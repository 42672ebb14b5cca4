using Monitor.Core.Recognition;

namespace Monitor.Core.Tests.Recognition;

/// <summary>What is one caption and what is two.</summary>
public sealed class CaptionTrackTests
{
    [Fact]
    public void Join_OneLineMisreadOnce_IsOneCaptionWithItsSurestReading() =>
        Assert.Equal([(0L, 3000L, "Сегодня объявлена забастовка")], Join((0, "Се! ОДНЯ объявлена забастовка", 80), (1, "Сегодня объявлена забастовка", 96), (2, "Сегодня объявлена", 95)));

    [Fact]
    public void Join_TwoSureTextsInOnePlace_AreTwoCaptions() =>
        Assert.Equal([(0L, 1000L, "Затрыманы Аляксандр Ярашук"), (1000L, 2000L, "Затрыманы Сяргей Антусевіч")], Join((0, "Затрыманы Аляксандр Ярашук", 96), (1, "Затрыманы Сяргей Антусевіч", 95)));

    [Fact]
    public void Join_SureTextsThatAreShortAndAlike_AreTwoCaptions() =>
        Assert.Equal([(0L, 1000L, "Сход у Менску"), (1000L, 2000L, "Суд у Менску")], Join((0, "Сход у Менску", 96), (1, "Суд у Менску", 95)));

    [Fact]
    public void Join_SureTextsWithOtherNumbers_AreTwoCaptions() =>
        Assert.Equal([(0L, 1000L, "Затрыманы 5 чалавек"), (1000L, 2000L, "Затрыманы 7 чалавек")], Join((0, "Затрыманы 5 чалавек", 96), (1, "Затрыманы 7 чалавек", 95)));

    [Fact]
    public void Join_TextThatComesBack_IsTwoCaptions() =>
        Assert.Equal([(0L, 1000L, "Сход"), (2000L, 3000L, "Сход")], Join((0, "Сход", 96), (2, "Сход", 96)));

    [Fact]
    public void Merge_TwoReadingsOfOnePlace_KeepsTheSurerOfEachLine()
    {
        RecognizedLine Line(string text, double confidence, int y) => new(text, confidence, new TextBox(0, y, 200, 30));
        var merged = ReadingMerge.Merge([[Line("Прафсаюз", 95, 0), Line("шум", 60, 100)], [Line("Пра с юз", 72, 4), Line("другі радок", 90, 50)]]);
        Assert.Equal(["Прафсаюз", "другі радок"], merged.Select(line => line.Text));
    }

    private static IEnumerable<(long, long, string)> Join(params (int Second, string Text, double Confidence)[] stills)
    {
        IReadOnlyList<RecognizedLine> Lines(string text, double confidence) => [new RecognizedLine(text, confidence, new TextBox(0, 0, 10 * text.Length, 30))];
        return CaptionTrack.Join(stills.Select(still => (still.Second * 1000L, (still.Second + 1) * 1000L, Lines(still.Text, still.Confidence)))).Select(caption => (caption.StartMs, caption.EndMs, caption.Text));
    }
}
