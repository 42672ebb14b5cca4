using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Clips of several scenes: what is done to copies, and what unrelated items share.</summary>
public sealed class FilmMatchTests(ITestOutputHelper output) : IDisposable
{
    private readonly RoomClips clips = new();

    public void Dispose() => clips.Dispose();

    [Theory]
    [InlineData("small and bad", "-vf", "scale=160:90", "-crf", "38")]
    [InlineData("grey", "-vf", "hue=s=0")]
    [InlineData("sepia", "-vf", "colorchannelmixer=.393:.769:.189:0:.349:.686:.168:0:.272:.534:.131")]
    [InlineData("logo and banner", "-vf", "drawbox=x=250:y=10:w=60:h=30:c=white:t=fill,drawbox=x=0:y=150:w=320:h=30:c=blue:t=fill")]
    [InlineData("brighter", "-vf", "eq=brightness=0.1:contrast=1.2")]
    [InlineData("other frame rate", "-vf", "fps=25")]
    [InlineData("another sound", "-af", "volume=0")]
    [InlineData("a little cropped", "-vf", "crop=iw*0.96:ih*0.96,scale=320:180")]
    public async Task Compare_Copy_MatchesAtItsOffset(string what, params string[] arguments)
    {
        var one = await clips.FilmAsync(1, 24);
        var match = Say(what, await RoomClips.CompareAsync(one, await clips.AgainAsync(one, [.. arguments, "-ss", "5.3"])));
        Assert.True(match.IsMatch);
        Assert.False(match.IsMirrored);
        Assert.InRange(match.OffsetMs, -5800, -4800);
    }

    [Fact]
    public async Task Compare_MirroredCopy_MatchesAndSaysSo()
    {
        var one = await clips.FilmAsync(2, 18);
        var match = Say("mirrored", await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-vf", "hflip")));
        Assert.Equal((true, true), (match.IsMatch, match.IsMirrored));
    }

    [Fact]
    public async Task Compare_FilmPlayedForTelevision_MatchesByPicture()
    {
        var one = await clips.FilmAsync(3, 60);
        var match = Say("4 % faster", await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-vf", "setpts=PTS*24/25", "-af", "atempo=25/24")));
        Assert.True(match.IsMatch);
        Assert.True(match.LengthMs > 50_000, match.Explanation);
    }

    [Fact]
    public async Task Compare_CompilationWithItsParts_MatchesEachWhereItIs()
    {
        var parts = new[] { await clips.FilmAsync(4, 15), await clips.FilmAsync(5, 15), await clips.FilmAsync(6, 15) };
        var whole = await JoinAsync("whole.mp4", parts);
        for (var part = 0; part < 3; part++)
        {
            var match = Say("part " + part, await RoomClips.CompareAsync(whole, parts[part]));
            Assert.True(match.IsMatch);
            Assert.InRange(match.OneFromMs, (15_000 * part) - 600, (15_000 * part) + 600);
            Assert.InRange(match.OneToMs, (15_000 * (part + 1)) - 1000, (15_000 * (part + 1)) + 600);
        }

        Assert.False(Say("two parts", await RoomClips.CompareAsync(parts[0], parts[2])).IsMatch);
    }

    [Fact]
    public async Task Compare_ItemsWithOneIntroduction_DoNotMatch()
    {
        var intro = await clips.FilmAsync(7, 5);
        var (one, other) = (await JoinAsync("one.mp4", intro, await clips.FilmAsync(8, 35)), await JoinAsync("other.mp4", intro, await clips.FilmAsync(9, 35)));
        Assert.Equal(MatchVerdict.TooShort, Say("one introduction", await RoomClips.CompareAsync(one, other)).Verdict);
    }

    [Fact]
    public async Task Compare_OneIntroductionAndOneRoom_DoNotMatch()
    {
        var intro = await clips.FilmAsync(7, 5);
        var (one, other) = (await JoinAsync("one.mp4", intro, await clips.PersonAsync(1, 30)), await JoinAsync("other.mp4", intro, await clips.PersonAsync(2, 30)));
        Assert.False(Say("one introduction and one room", await RoomClips.CompareAsync(one, other)).IsMatch);
    }

    [Fact]
    public async Task Compare_SameSoundUnderOtherPictures_RestsOnSound()
    {
        var (one, other) = (await clips.FilmAsync(10, 40), await clips.FilmAsync(11, 40));
        var dubbed = clips.PathOf("dubbed.mp4");
        await TestFfmpeg.RunAsync(["-i", other, "-i", one, "-map", "0:v", "-map", "1:a", "-c", "copy", dubbed]);
        var match = Say("sound only", await RoomClips.CompareAsync(one, dubbed));
        Assert.Equal((true, MatchBasis.Sound), (match.IsMatch, match.Basis));
        Assert.False(Say("other films", await RoomClips.CompareAsync(one, other)).IsMatch);
    }

    private async Task<string> JoinAsync(string name, params string[] files)
    {
        var file = clips.PathOf(name);
        var inputs = string.Concat(Enumerable.Range(0, files.Length).Select(at => $"[{at}:v][{at}:a]"));
        await TestFfmpeg.RunAsync([.. files.SelectMany(part => new[] { "-i", part }), "-filter_complex", inputs + $"concat=n={files.Length}:v=1:a=1", "-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", file]);
        return file;
    }

    private ClipMatch Say(string what, ClipMatch match)
    {
        output.WriteLine($"{what}: {match.Verdict} {match.Basis} offset {match.OffsetMs} ms, median {match.MedianBits}: {match.Explanation}, to {match.OneToMs} ms");
        return match;
    }
}
