using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Posts;

/// <summary>An edit as a person reads it.</summary>
public sealed class VersionDifferenceTests
{
    [Fact]
    public void Of_AWordChanged_ShowsTheWordAndNotTheLine()
    {
        var pieces = VersionDifference.Of("Он признал вину.\nВсё.", "Он не признал вину.\nВсё.");
        Assert.Equal("не", string.Concat(pieces.Where(piece => piece.Kind == DifferenceKind.Added).Select(piece => piece.Text)).Trim());
        Assert.DoesNotContain(pieces, piece => piece.Kind == DifferenceKind.Removed && piece.Text.Trim().Length > 0);
    }

    [Theory]
    [InlineData("a b c", "a x c")]
    [InlineData("", "new")]
    [InlineData("old", "")]
    [InlineData("one\ntwo", "two\none")]
    [InlineData("Ad\u0301 😀 «x»", "Ad 😀 «y»")]
    public void Of_AnyTwoTexts_GivesBothBack(string before, string after)
    {
        var pieces = VersionDifference.Of(before, after);
        Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Kind != DifferenceKind.Added).Select(piece => piece.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Kind != DifferenceKind.Removed).Select(piece => piece.Text)));
    }

    [Fact]
    public void Of_VeryLongTexts_StandWhole() =>
        Assert.Equal([DifferenceKind.Removed, DifferenceKind.Added], VersionDifference.Of(new string('a', 40_000), new string('b', 40_000)).Select(piece => piece.Kind));
}
