using Monitor.Core.Archive.Language;

namespace Monitor.Core.Tests.Archive.Language;

public sealed class RussianStemmerTests
{
    [SkippableFact]
    public void Stem_WordsOfTheReference_GivesItsStems()
    {
        var words = File.ReadAllLines(SampleFiles.Path("text/snowball_russian/voc.txt"));
        var stems = File.ReadAllLines(SampleFiles.Path("text/snowball_russian/output.txt"));
        var wrong = words.Zip(stems).Where(pair => RussianStemmer.Stem(TextFolding.Fold(pair.First)) != pair.Second).Select(pair => $"{pair.First}: {RussianStemmer.Stem(pair.First)}, expected {pair.Second}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {words.Length}: {string.Join("; ", wrong.Take(20))}");
    }

    [Theory]
    [InlineData("профсоюз профсоюза профсоюзом профсоюзы профсоюзов")]
    [InlineData("забастовка забастовки забастовке забастовку")]
    [InlineData("задержали задержал задержать")]
    public void Stem_FormsOfAWord_AreOne(string forms) => Assert.Single(forms.Split(' ').Select(RussianStemmer.Stem).Distinct());
}
