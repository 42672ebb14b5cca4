using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Static shots of one room: other people are no copies, whatever the wall says; the same recording is.</summary>
public sealed class RoomMatchTests(ITestOutputHelper output) : IDisposable
{
    private readonly RoomClips clips = new();

    public void Dispose() => clips.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task Compare_PeopleInOneRoom_DoNotMatch(bool oneHasSound, bool otherHasSound)
    {
        var people = new List<ComparedClip>();
        for (var person = 1; person <= 6; person++) people.Add(await TestClips.ReadAsync(await clips.PersonAsync(person, 20, person % 2 == 0 ? oneHasSound : otherHasSound)));
        for (var one = 0; one < people.Count; one++)
            for (var other = one + 1; other < people.Count; other++)
                Assert.False(Say(ClipMatcher.Compare(people[one], people[other], default)).IsMatch);
    }

    [Fact]
    public async Task Compare_OnePersonEncodedAgain_MatchesByPictureAndSound()
    {
        var one = await clips.PersonAsync(1, 20);
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-vf", "scale=256:144,hue=s=0,drawbox=x=200:y=8:w=40:h=20:c=white:t=fill")));
        Assert.Equal((true, MatchBasis.PictureAndSound), (match.IsMatch, match.Basis));
        Assert.InRange(match.OffsetMs, -300, 300);
    }

    [Fact]
    public async Task Compare_OnePersonTrimmed_FindsTheOffsetByTheSound()
    {
        var one = await clips.PersonAsync(2, 40);
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-ss", "13.4", "-t", "15")));
        Assert.True(match.IsMatch);
        Assert.InRange(match.OffsetMs, -13_900, -12_900);
    }

    [Fact]
    public async Task Compare_OnePersonWithOtherSound_IsRefused()
    {
        var (one, other) = (await clips.PersonAsync(1, 20), await clips.PersonAsync(3, 20));
        var dubbed = clips.PathOf("dubbed.mp4");
        await Setting.TestFfmpeg.RunAsync(["-i", one, "-i", other, "-map", "0:v", "-map", "1:a", "-c", "copy", dubbed]);
        Assert.Equal(MatchVerdict.SoundDiffers, Say(await RoomClips.CompareAsync(one, dubbed)).Verdict);
    }

    [Fact]
    public async Task Compare_SilentPersonEncodedAgain_MatchesBySmallMovements()
    {
        var one = await clips.PersonAsync(4, 20, hasSound: false);
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-vf", "scale=426:240")));
        Assert.Equal((true, MatchBasis.Picture, (int?)null), (match.IsMatch, match.Basis, match.SoundAgreement));
    }

    [Fact]
    public async Task Compare_SilentTrackOfTheSamePerson_CountsAsNoSound()
    {
        var one = await clips.PersonAsync(4, 20);
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-af", "volume=0")));
        Assert.Null(match.SoundAgreement);
        Assert.True(match.IsMatch);
    }

    [Fact]
    public async Task Compare_EmptyRoomWithoutSound_TellsTooLittle()
    {
        var still = clips.PathOf("still.mp4");
        await Setting.TestFfmpeg.RunAsync(["-f", "lavfi", "-i", "testsrc=s=320x180:r=12:d=1", "-vf", "loop=loop=-1:size=1,trim=duration=20,format=yuv420p", still]);
        Assert.Equal(MatchVerdict.PictureTellsTooLittle, Say(await RoomClips.CompareAsync(still, await clips.AgainAsync(still))).Verdict);
    }

    [Fact]
    public async Task Compare_LongStaticShot_MatchesInBoundedTime()
    {
        var one = await clips.PersonAsync(5, 600);
        var match = Say(await RoomClips.CompareAsync(one, await clips.AgainAsync(one, "-ss", "200", "-t", "120")));
        Assert.True(match.IsMatch);
        Assert.InRange(match.OffsetMs, -200_500, -199_500);
    }

    private ClipMatch Say(ClipMatch match)
    {
        output.WriteLine($"{match.Verdict} {match.Basis} offset {match.OffsetMs} ms, median {match.MedianBits}: {match.Explanation}");
        return match;
    }
}
