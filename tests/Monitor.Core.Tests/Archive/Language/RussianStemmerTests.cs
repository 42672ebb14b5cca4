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

    /// <summary>As a search finds them: in a text that tells its language by Russian stems alone, in one that does not by those of every language.</summary>
    [SkippableFact]
    public void Forms_PairsOfTheReference_FindEachOtherAndFewOthers()
    {
        var words = File.ReadAllLines(SampleFiles.Path("text/snowball_russian/voc.txt")).Zip(File.ReadAllLines(SampleFiles.Path("text/snowball_russian/output.txt")), (word, stem) => (Word: TextFolding.Fold(word), Stem: stem)).Where(pair => pair.Word.Length > 1).ToArray();
        static bool Find(string asked, string held, IEnumerable<string> languages) => asked == held || languages.Any(language => WordForms.Stem(language, asked) == WordForms.Stem(language, held));
        var together = words.GroupBy(pair => pair.Stem).SelectMany(group => group.Zip(group.Skip(1))).ToList();
        Assert.True(together.Count > 20_000);
        Assert.All(together, pair => Assert.True(Find(pair.First.Word, pair.Second.Word, ["ru"])));
        var random = new Random(3);
        int told = 0, untold = 0, pairs = 0;
        while (pairs < 10_000)
        {
            var (one, other) = (words[random.Next(words.Length)], words[random.Next(words.Length)]);
            if (one.Stem == other.Stem) continue;
            pairs++;
            if (Find(one.Word, other.Word, ["ru"])) told++;
            if (Find(one.Word, other.Word, WordForms.OfScript(one.Word))) untold++;
        }

        Assert.True(told == 0 && untold <= 100, $"{told} and {untold} of 10,000 pairs with other stems find each other");
    }

    [Theory]
    [InlineData("профсоюз профсоюза профсоюзом профсоюзы профсоюзов")]
    [InlineData("забастовка забастовки забастовке забастовку")]
    [InlineData("задержали задержал задержать")]
    public void Stem_FormsOfAWord_AreOne(string forms) => Assert.Single(forms.Split(' ').Select(RussianStemmer.Stem).Distinct());
}
