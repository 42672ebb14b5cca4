using System.Globalization;
using Monitor.Core.Archive.Language;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Archive.Language;

/// <summary>Measured on the forms of Debian's hunspell-be: how many pairs of one entry come together, and how many other entries come along.</summary>
public sealed class BelarusianStemmerTests(ITestOutputHelper output)
{
    private const string Dictionary = "/usr/share/hunspell/be_BY";

    [SkippableFact]
    public void Stem_PairsOfHunspell_ComeTogetherAndBringFewOthers()
    {
        Skip.IfNot(File.Exists(Dictionary + ".dic"), "Debian's hunspell-be is not installed; ./setup --for-tests installs it.");
        var entries = HunspellForms.Read(Dictionary, TextFolding.Fold);
        var stems = entries.SelectMany(forms => forms).Distinct().ToDictionary(form => form, BelarusianStemmer.Stem);
        var random = new Random(5);
        var (pairs, together) = (0, 0);
        foreach (var forms in entries.Where(forms => forms.Length > 1))
        {
            random.Shuffle(forms);
            pairs++;
            if (stems[forms[0]] == stems[forms[1]]) together++;
        }

        var share = together / (double)pairs;
        var others = OthersPerQuery(entries, stems, random);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pairs} pairs, {share:P2} together; {others:0.00} other entries a query"));
        Assert.True(share >= 0.955, $"{share:P2} together");
        Assert.True(others <= 0.4, $"{others:0.00} other entries a query");
    }

    /// <summary>Entries without the form asked for that share its stem. Verbs of several entries in the dictionary count against us.</summary>
    private static double OthersPerQuery(List<string[]> entries, Dictionary<string, string> stems, Random random)
    {
        var byStem = new Dictionary<string, HashSet<int>>();
        var byForm = new Dictionary<string, HashSet<int>>();
        foreach (var (number, forms) in entries.Index())
            foreach (var form in forms)
            {
                (byStem.TryGetValue(stems[form], out var same) ? same : byStem[stems[form]] = []).Add(number);
                (byForm.TryGetValue(form, out var own) ? own : byForm[form] = []).Add(number);
            }

        var asked = byForm.Keys.ToArray();
        random.Shuffle(asked);
        return asked.Take(20_000).Average(form => byStem[stems[form]].Count(number => !byForm[form].Contains(number)));
    }
}
