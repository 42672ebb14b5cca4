using Monitor.Core.People;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.People;

public sealed class PersonIndexTests(ITestOutputHelper output)
{
    private static readonly string[][] Known =
    [
        ["Аляксандр Ярашук", "Александр Ярошук", "Aliaksandr Yarashuk", "Alexander Yaroshuk", "Alaksandr Jarašuk", "Aleksander Jaroszuk"],
        ["Вольга Брыцікава", "Ольга Бритикова", "Volha Brytsikava", "Olga Britikova", "Volha Brycikava"],
        ["Генадзь Фядыніч", "Геннадий Федынич", "Hennadz Fiadynich", "Henadz Fyadynich", "Gennady Fedynich"],
        ["Сяргей Анцусевіч", "Сергей Антусевич", "Siarhei Antusevich", "Sergey Antusevich"],
    ];

    private static readonly Lazy<PersonIndex> Registry = new(() => new PersonIndex(TestNames.Draw(5000, 7).Select((name, at) => (10_000L + at, name)).Concat(Known.Select((names, at) => ((long)at, names[0]))), TestNames.Given));

    [Fact]
    public void Find_EachSpelling_BringsThePersonFirst()
    {
        foreach (var (at, names) in Known.Index())
            foreach (var name in names)
            {
                var turned = string.Join(' ', name.Split(' ').Reverse());
                foreach (var asked in new[] { name, turned, name.Split(' ')[1], $"{name[0]}. {name.Split(' ')[1]}" })
                    Assert.True(Registry.Value.Find(asked) is [var first, ..] && first.PersonId == at, asked + " → " + string.Join(", ", Registry.Value.Find(asked).Select(match => match.Name)));
            }
    }

    [Fact]
    public void Find_WithoutVariants_BringsTheSpellingAlone()
    {
        Assert.Empty(Registry.Value.Find("Yarashuk", variants: false));
        Assert.Equal(0, Registry.Value.Find("ярашук", variants: false)[0].PersonId);
    }

    [Fact]
    public void Find_SurnameThatNobodyHas_BringsNobodyOfThatGivenName() => Assert.DoesNotContain(Registry.Value.Find("Аляксандр Цвікгутман"), match => match.Name.Contains("Ярашук", StringComparison.Ordinal));

    [Fact]
    public void Find_Patronymic_IsOptional() => Assert.Equal(0, Registry.Value.Find("Ярошук Александр Иванович")[0].PersonId);

    [Fact]
    public void Find_OneLetterWrong_StillBringsThePerson() => Assert.Contains(Registry.Value.Find("Aliaksandr Yarashyuuk"), match => match.PersonId == 0);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\ud800")]
    [InlineData("*")]
    public void Find_Anything_NeverFaults(string name) => Registry.Value.Find(name);

    /// <summary>Names under five official systems, from public test vectors, each among 20,000 others of which ten bear its surname.</summary>
    [SkippableFact]
    public void Find_TransliterationVectors_BothWays()
    {
        var rows = File.ReadLines(SampleFiles.Path("names/transliteration_vectors.tsv")).Skip(1).Select(line => line.Split('\t')).Where(row => row[1].Count(char.IsLetter) > 2).ToList();
        var distractors = TestNames.Draw(20_000, 3).Select((name, at) => (100_000L + at, name)).ToList();
        var same = rows.SelectMany((row, at) => Enumerable.Range(0, 10).Select(number => (50_000L + (at * 10) + number, TestNames.Draw(1, number).First().Split(' ')[0] + " " + row[1])));
        foreach (var (direction, held, asked) in new[] { ("Latin → Cyrillic", 1, 2), ("Cyrillic → Latin", 2, 1) })
        {
            var index = new PersonIndex(rows.Select((row, at) => ((long)at, row[held])).Concat(distractors).Concat(held == 1 ? same : []), TestNames.Given);
            foreach (var system in rows.Index().GroupBy(row => row.Item[0]))
            {
                int first = 0, ten = 0;
                foreach (var (at, row) in system)
                {
                    // A name stands there under several systems: each of its persons is the right one.
                    var found = index.Find(row[asked]).Select(match => rows.Count > match.PersonId ? rows[(int)match.PersonId][1] : "").ToList();
                    if (found.Count > 0 && string.Equals(found[0], row[1], StringComparison.OrdinalIgnoreCase)) first++;
                    else output.WriteLine($"not first: {row[asked]} for {row[held]}: {string.Join(", ", index.Find(row[asked]).Take(3).Select(match => $"{match.Name} {match.Score:0.00}"))}");
                    if (found.Contains(row[1])) ten++;
                    else output.WriteLine($"missed: {row[asked]} for {row[held]}");
                }

                var count = system.Count();
                output.WriteLine($"{direction} {system.Key}: {count} names, @1 {(double)first / count:0.00}, @10 {(double)ten / count:0.00}");
                Assert.True((double)ten / count >= 0.9, $"{direction} {system.Key} @10 {(double)ten / count:0.00}");
            }
        }
    }
}
