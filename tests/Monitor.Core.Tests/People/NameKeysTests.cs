using Monitor.Core.People;

namespace Monitor.Core.Tests.People;

public sealed class NameKeysTests
{
    [Theory]
    [InlineData("Ярашук", "Ярошук", "Yarashuk", "Yaroshuk", "Jaraszuk", "Jarašuk", "Jarasuk", "Yarachouk", "Iarashuk", "Jaroszuk")]
    [InlineData("Брыцікава", "Бритикова", "Brytsikava", "Britikova", "Brycikava", "Brycikawa")]
    [InlineData("Фядыніч", "Федынич", "Fiadynich", "Fyadynich", "Fedynich", "Fiadynič", "Fedynicz", "Fiadynitch")]
    [InlineData("Ціханоўская", "Тихановская", "Tsikhanouskaya", "Tikhanovskaya", "Cichanoŭskaja", "Cichanouskaja", "Tichanowskaja", "Cichanouskaja", "Tikhanovskaïa")]
    [InlineData("Анцусевіч", "Антусевич", "Antusevich", "Antsusevich", "Ancusievič", "Antusiewicz")]
    [InlineData("Воўк", "Волк", "Vouk", "Volk", "Vowk", "Voŭk", "Wolk")]
    [InlineData("Навумаў", "Наумов", "Naumov", "Navumau", "Navumaŭ", "Navumaw")]
    [InlineData("Шчарбакоў", "Щербаков", "Shcharbakou", "Shcherbakov", "Ščarbakoŭ", "Szczerbakow", "Chtcherbakov")]
    [InlineData("Жыгімонт", "Жигимонт", "Zhyhimont", "Žyhimont", "Jigimont", "Zygimont")]
    public void Of_SpellingsOfOneName_ShareAKey(params string[] spellings)
    {
        foreach (var one in spellings)
            foreach (var other in spellings)
                Assert.True(NameKeys.Of(one).Intersect(NameKeys.Of(other)).Any(), $"{one} {other}: {string.Join(' ', NameKeys.Of(one))} | {string.Join(' ', NameKeys.Of(other))}");
    }

    [Theory]
    [InlineData("Ярашук", "Яроцкі")]
    [InlineData("Іваноў", "Івашкоў")]
    [InlineData("Каваленка", "Каваль")]
    public void Of_OtherNames_ShareNone(string one, string other) => Assert.Empty(NameKeys.Of(one).Intersect(NameKeys.Of(other)));

    [Theory]
    [InlineData("Ціханоўскай", "Tikhanovskaya")]
    [InlineData("Ярашуку", "Yarashuk")]
    [InlineData("Ярошуком", "Jaraszuk")]
    public void OfAnyForm_InflectedName_MeetsItsPlainForm(string inflected, string plain) => Assert.NotEmpty(NameKeys.OfAnyForm(inflected).Intersect(NameKeys.OfAnyForm(plain)));

    [Fact]
    public void Of_LatinLookAlikesInACyrillicName_AreRepaired() => Assert.Equal(NameKeys.Of("Івaнoў"), NameKeys.Of("Іваноў"));

    [Theory]
    [InlineData("")]
    [InlineData("王小明")]
    [InlineData("\ud800")]
    [InlineData("a\u0000b")]
    public void Of_OtherThings_AreNone(string word) => Assert.Empty(NameKeys.Of(word));

    [Fact]
    public void Of_ManyReadings_AreBounded() => Assert.InRange(NameKeys.Of(string.Concat(Enumerable.Repeat("chchzsjx", 8))).Count, 1, NameKeys.MaxReadings * 6);

    /// <summary>A "word" of a hundred thousand letters would be read for minutes.</summary>
    [Fact]
    public void OfAnyForm_WordOfAWholePost_IsNoName() => Assert.Empty(NameKeys.OfAnyForm(string.Concat(Enumerable.Repeat("Ch", 60_000))));
}
