using Microsoft.EntityFrameworkCore;
using Monitor.Core.Triage;

namespace Monitor.Core.Tests.Reposts;

/// <summary>The key of a clip is written with the score, also on posts that were scored before there were keys.</summary>
public sealed class ClipKeysTests
{
    [Fact]
    public async Task Score_OfPostsWithAndWithoutKeys_WritesWhatIsTrueNow()
    {
        using var clips = new CopiedClips();
        await clips.ChannelAsync(1, "one");
        await clips.PostAsync(1, 1, 1, null, 1);
        await clips.PostAsync(2, 1, 2, null, 2);
        await clips.PostAsync(3, 1, 3);
        await clips.GroupAsync(5, 1, 2);
        var lexicons = new Lexicons(clips.Database.Folder, Lexicons.ProgramFolder);
        var score = new ScorePosts(clips.Database.Gate, clips.Database, lexicons);
        await clips.Database.Gate.WriteAsync(async db => await db.PostTriages.AddAsync(new PostTriage { PostId = 1, Lexicon = lexicons.For("").Lexicon.Fingerprint }), default);
        await score.CatchUpAsync(default);
        Assert.Equal([5L, 5, null], await KeysAsync(clips));
        await clips.Database.Gate.WriteAsync(db => db.RepostCopies.ExecuteDeleteAsync(), default);
        // Scored as it is scored today: not again before it is touched.
        await score.CatchUpAsync(default);
        Assert.Equal([5L, 5, null], await KeysAsync(clips));
        await score.RunAsync([1, 3], default);
        Assert.Equal([-1L, 5, null], await KeysAsync(clips));
    }

    private static Task<List<long?>> KeysAsync(CopiedClips clips) => clips.ReadAsync(db => db.PostTriages.OrderBy(row => row.PostId).Select(row => row.ClipKey).ToListAsync());
}
