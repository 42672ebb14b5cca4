using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Monitor.App.Texts;
using Monitor.Core.Archive;
using Monitor.Core.Channels;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts;
using Monitor.Core.Review;

namespace Monitor.App.Tests.Texts;

/// <summary>The three languages say the same things.</summary>
public sealed partial class PageTextTests
{
    [Theory]
    [InlineData("be")]
    [InlineData("ru")]
    public void Texts_OfALanguage_HaveTheKeysAndPlacesOfEnglish(string code)
    {
        var english = Read("");
        var other = Read(code);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in other)
        {
            Assert.Equal(Places(english[key]), Places(text));
            if (LetterPattern().IsMatch(english[key]) && key != "Number") Assert.NotEqual(english[key], text);
        }
    }

    [Fact]
    public void Texts_OfEveryValueThatAPageShows_Exist()
    {
        var known = Read("");
        foreach (var type in new[] { typeof(StageKind), typeof(StageState), typeof(SubjectKind), typeof(OutcomeReason), typeof(ChannelState), typeof(Outlet), typeof(MediaKind), typeof(MediaGap), typeof(QueryRefusal), typeof(EditRefusal), typeof(CopyState), typeof(SpreadLink), typeof(PictureLikeness) })
            foreach (var name in Enum.GetNames(type)) Assert.Contains(type.Name + "_" + name, known.Keys);
    }

    private static Dictionary<string, string> Read(string code) => PageText.Resources.GetResourceSet(CultureInfo.GetCultureInfo(code), createIfNotExists: true, tryParents: false)!
        .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string Places(string text) => string.Join(',', PlacePattern().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("\\{[0-9]\\}")]
    private static partial Regex PlacePattern();

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex LetterPattern();
}
