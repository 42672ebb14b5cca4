using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.App.Commands;

/// <summary>What is in the archive, as counts and as one hash.</summary>
internal static class StatusReport
{
    public static async Task<object> ReadAsync(MonitorDbContext db, CrowdedHosts crowds, CancellationToken cancellationToken) => new
    {
        Posts = await db.Posts.CountAsync(cancellationToken),
        Versions = await db.PostVersions.CountAsync(cancellationToken),
        MediaItems = await db.MediaItems.CountAsync(cancellationToken),
        Stills = await db.Keyframes.CountAsync(cancellationToken),
        Captions = await db.Captions.CountAsync(cancellationToken),
        WaitForIndex = await WriteOutbox.CountAsync(db, cancellationToken),
        OpenGaps = await db.CoverageGaps.CountAsync(gap => gap.ClosedAt == null, cancellationToken),
        // Behind a proxy, hosts with more channels than can be read apart from each other.
        StretchedHosts = crowds.All().Select(host => new { host.Host, host.Channels, Factor = Math.Round(host.Factor, 1) }),
        Stages = (await db.StageRuns.GroupBy(row => new { row.Stage, row.State, row.Reason }).Select(group => new { group.Key.Stage, group.Key.State, group.Key.Reason, Count = group.Count() }).ToListAsync(cancellationToken)).OrderBy(row => row.Stage),
    };

    public static async Task<string> LineAsync(MonitorDbContext db, CrowdedHosts? crowds, CancellationToken cancellationToken)
    {
        var states = await db.StageRuns.GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return $"{await db.Posts.CountAsync(cancellationToken)} posts, {await db.MediaItems.CountAsync(cancellationToken)} media items; " + string.Join(", ", states.OrderBy(state => state.Key).Select(state => $"{state.Count} {state.Key}"))
            + string.Concat((crowds?.All() ?? []).Select(host => string.Create(CultureInfo.InvariantCulture, $"; {host.Channels} channels of {host.Host} are read {host.Factor:0.0} times less often, to keep them apart behind the proxy")));
    }

    /// <summary>SHA-256 over posts, versions, blobs of media and stills, and outcomes, each by its natural key; no clock and no row ids.</summary>
    public static async Task<string> DigestAsync(MonitorDbContext db, CancellationToken cancellationToken)
    {
        var lines = await db.PostVersions.Join(db.Posts, version => version.PostId, post => post.Id, (version, post) => post.Channel!.Name + "/" + post.NativeId + "/" + version.Ordinal + "/" + version.Fingerprint).ToListAsync(cancellationToken);
        lines.AddRange(await db.MediaItems.Select(item => "item/" + item.ContentHash + "/" + item.ViewingCopyHash).ToListAsync(cancellationToken));
        lines.AddRange(await db.Keyframes.Join(db.MediaItems, still => still.MediaItemId, item => item.Id, (still, item) => "still/" + item.ContentHash + "/" + still.Frame + "/" + still.FullHash + "/" + still.PerceptualHash).ToListAsync(cancellationToken));
        lines.AddRange(await db.Captions.Join(db.MediaItems, caption => caption.MediaItemId, item => item.Id, (caption, item) => "caption/" + item.ContentHash + "/" + caption.StartMs + "/" + caption.Text).ToListAsync(cancellationToken));
        lines.AddRange((await db.StageRuns.GroupBy(row => new { row.Stage, row.State, row.Reason }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken)).Select(group => $"stage/{group.Key.Stage}/{group.Key.State}/{group.Key.Reason}/{group.Count}"));
        lines.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
