using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Noise, hums, tones, sirens and silence are alike at all times: no clip is a copy for their sake. Voices over them still are heard.</summary>
public sealed class SteadySoundTests(ITestOutputHelper output) : IDisposable
{
    private const string Mains = "aevalsrc='0.2*sin(2*PI*50*t)+0.1*sin(2*PI*100*t)+0.07*sin(2*PI*150*t)+0.04*sin(2*PI*250*t)':s=44100";

    private readonly RoomClips clips = new();

    public void Dispose() => clips.Dispose();

    [Theory]
    [InlineData("anoisesrc=c=white:r=44100:a=0.3:seed=1", "anoisesrc=c=white:r=44100:a=0.3:seed=2")]
    [InlineData("anoisesrc=c=pink:r=44100:a=0.3:seed=1", "anoisesrc=c=pink:r=44100:a=0.3:seed=2")]
    [InlineData("anoisesrc=c=brown:r=44100:a=0.3:seed=1", "anoisesrc=c=brown:r=44100:a=0.3:seed=2")]
    [InlineData("anoisesrc=c=pink:r=44100:a=0.2:seed=1,lowpass=f=900", "anoisesrc=c=pink:r=44100:a=0.2:seed=2,lowpass=f=900")]
    [InlineData("anoisesrc=c=white:r=44100:a=0.0008:seed=1", "anoisesrc=c=white:r=44100:a=0.0008:seed=2")]
    [InlineData("anoisesrc=c=pink:r=44100:a=0.3:seed=1", "anoisesrc=c=white:r=44100:a=0.3:seed=2")]
    [InlineData(Mains, Mains)]
    [InlineData("sine=440", "sine=440")]
    [InlineData("sine=440:beep_factor=4", "sine=440:beep_factor=4")]
    [InlineData("sine=1000,volume='lt(mod(t,1),0.1)':eval=frame", "sine=1000,volume='lt(mod(t,1),0.1)':eval=frame")]
    [InlineData("aevalsrc='0.4*sin(2*PI*(800*t-60*cos(PI*t)))':s=44100", "aevalsrc='0.4*sin(2*PI*(800*t-60*cos(PI*t)))':s=44100")]
    [InlineData("aevalsrc='0.4*sin(2*PI*t*(700+300*lt(mod(t,1),0.5)))':s=44100", "aevalsrc='0.4*sin(2*PI*t*(700+300*lt(mod(t,1),0.5)))':s=44100")]
    [InlineData("aevalsrc='0.4*sin(2*PI*300*t)|-0.4*sin(2*PI*300*t)':s=44100", "aevalsrc='0.4*sin(2*PI*500*t)|-0.4*sin(2*PI*500*t)':s=44100")]
    [InlineData("anullsrc=r=44100", "anullsrc=r=44100")]
    public async Task Compare_SteadySoundsOverOneStill_SayNothing(string one, string other)
    {
        foreach (var seconds in new[] { "8", "30" })
        {
            var match = Say(await RoomClips.CompareAsync(await StillAsync("a" + seconds, one, seconds), await StillAsync("b" + seconds, other, seconds)));
            Assert.Equal((MatchVerdict.PictureTellsTooLittle, (int?)null), (match.Verdict, match.SoundAgreement));
        }
    }

    [Fact]
    public async Task Compare_NoiseUnderOtherPictures_IsNoCopyBySound()
    {
        var (one, other) = (await DubAsync(await clips.FilmAsync(20, 30), Noise(1)), await DubAsync(await clips.FilmAsync(21, 30), Noise(2)));
        Assert.False(Say(await RoomClips.CompareAsync(one, other)).IsMatch);
    }

    [Theory]
    [InlineData("anoisesrc=c=pink:r=44100:a=0.1:seed=7")]
    [InlineData("anoisesrc=c=white:r=44100:a=0.1:seed=7")]
    [InlineData("aevalsrc='0.05*sin(2*PI*50*t)+0.02*sin(2*PI*100*t)':s=44100")]
    public async Task Compare_VoicesOverASteadySound_AreToldApart(string steady)
    {
        var (one, other) = (await OverAsync(await clips.PersonAsync(1, 20), steady), await OverAsync(await clips.PersonAsync(3, 20), steady));
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-ss", "3.4", "-vf", "scale=256:144")));
        Assert.Equal((true, MatchBasis.PictureAndSound), (match.IsMatch, match.Basis));
        Assert.InRange(match.OffsetMs, -3800, -3000);
        Assert.False(Say(await RoomClips.CompareAsync(one, other)).IsMatch);
    }

    [Fact]
    public async Task Compare_CopyUnderAnotherNoise_IsHeardByItsVoice()
    {
        var one = await clips.PersonAsync(2, 20);
        var match = Say(await RoomClips.CompareAsync(await OverAsync(one, "anoisesrc=c=pink:r=44100:a=0.05:seed=8"), await OverAsync(one, "anoisesrc=c=pink:r=44100:a=0.05:seed=9")));
        Assert.Equal((true, MatchBasis.PictureAndSound), (match.IsMatch, match.Basis));
    }

    [Fact]
    public async Task Compare_SixSecondsOfAVoice_AreEnough()
    {
        var one = await clips.PersonAsync(2, 20);
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-ss", "4", "-t", "6.2")));
        Assert.Equal((true, MatchBasis.PictureAndSound), (match.IsMatch, match.Basis));
    }

    private static string Noise(int seed) => $"anoisesrc=c=pink:r=44100:a=0.3:seed={seed}";

    private async Task<string> StillAsync(string name, string sound, string seconds)
    {
        var file = clips.PathOf(name + ".mp4");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", "testsrc=s=320x180:r=12:d=1", "-f", "lavfi", "-i", sound, "-vf", "loop=loop=-1:size=1,format=yuv420p", "-t", seconds, "-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", file]);
        return file;
    }

    private async Task<string> DubAsync(string file, string sound)
    {
        var dubbed = file + ".dubbed.mp4";
        await TestFfmpeg.RunAsync(["-i", file, "-f", "lavfi", "-i", sound, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-shortest", dubbed]);
        return dubbed;
    }

    private async Task<string> OverAsync(string file, string steady)
    {
        var over = clips.PathOf(Path.GetFileNameWithoutExtension(file) + $"-{Math.Abs(steady.GetHashCode(StringComparison.Ordinal))}.mp4");
        await TestFfmpeg.RunAsync(["-i", file, "-f", "lavfi", "-i", steady, "-filter_complex", "[0:a]aresample=44100[v];[v][1:a]amix=normalize=0:duration=first", "-map", "0:v", "-c:v", "copy", "-c:a", "aac", "-b:a", "96k", over]);
        return over;
    }

    private ClipMatch Say(ClipMatch match)
    {
        output.WriteLine($"{match.Verdict} {match.Basis} offset {match.OffsetMs} ms, sound {match.SoundAgreement}: {match.Explanation}");
        return match;
    }
}
