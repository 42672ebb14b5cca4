using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Data;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Evidence;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.App.Pages.Operations;

/// <summary>Whether the machine, the sandbox, the channels and the index are as they should be.</summary>
public sealed class HealthModel(IDbContextFactory<MonitorDbContext> contexts, SandboxedProcess runner, SandboxProbe probe, Egress egress, CrowdedHosts crowds, DataFolder folder) : PageModel
{
    public bool IsBare => runner.IsBare;

    public string EgressMode => egress.Default.Mode;

    /// <summary>Whether the machine keeps the program from going past its proxy; null where there is none.</summary>
    public WallState? Wall { get; private set; }

    /// <summary>Hosts whose channels are read less often, to keep them apart behind the proxy.</summary>
    public IReadOnlyList<CrowdedHost> Crowds => crowds.All();

    public string? SandboxFault { get; private set; }

    public long FreeBytes { get; private set; }

    public int Posts { get; private set; }

    /// <summary>Posts that changed since the index learned of them.</summary>
    public int IndexLag { get; private set; }

    public int OpenGaps { get; private set; }

    public long CustodyEntries { get; private set; }

    public string ChainHead { get; private set; } = CustodyChain.Origin;

    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        SandboxFault = await probe.RunAsync(cancellationToken);
        Wall = egress.Default.IsProxied ? await WallProbe.RunAsync(cancellationToken) : null;
        FreeBytes = new DriveInfo(folder.Root).AvailableFreeSpace;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Posts = await db.Posts.CountAsync(cancellationToken);
        IndexLag = await WriteOutbox.CountAsync(db, cancellationToken);
        OpenGaps = await db.CoverageGaps.CountAsync(gap => gap.ClosedAt == null, cancellationToken);
        CustodyEntries = await db.CustodyEntries.LongCountAsync(cancellationToken);
        ChainHead = await db.CustodyEntries.OrderByDescending(entry => entry.Sequence).Select(entry => entry.EntryHash).FirstOrDefaultAsync(cancellationToken) ?? CustodyChain.Origin;
        Channels = await db.Channels.AsNoTracking().OrderByDescending(channel => channel.Failures).ThenBy(channel => channel.Name).ToListAsync(cancellationToken);
    }
}
