using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Channels.YouTube;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Setting;

/// <summary>The real readers and stages over a real database, under a clock that the test moves: everything of the watch but the host.</summary>
internal sealed class TestWatch : IDoorbell, IDisposable
{
    private readonly ConcurrentQueue<long> rung = new();
    private readonly Egress egress;
    private readonly RunStage runner;
    private readonly ScheduleDuePolls polls;
    private readonly ScheduleTakedownWatch looks;
    private readonly ResumeStages resume;

    private readonly bool ownsDatabase;

    public TestWatch(params IEnumerable<string> openings) : this(new TestDatabase(), null, openings) => ownsDatabase = true;

    /// <summary>A second watch over the database of another one, whose clock shows something else.</summary>
    public TestWatch(TestWatch other, DateTimeOffset now, params IEnumerable<string> openings) : this(other.Database, new FakeTimeProvider(now), openings)
    {
    }

    private TestWatch(TestDatabase database, FakeTimeProvider? clock, IEnumerable<string> openings)
    {
        (Database, Clock) = (database, clock ?? database.Clock);
        var open = new LoopbackOpenings();
        foreach (var endpoint in openings) open.Open(endpoint);
        var policy = new AddressPolicy(open);
        var options = Options.Create(new FetchingOptions());
        egress = new Egress(policy, Dns.GetHostAddressesAsync, CircuitNames.Random(), options, TimeProvider.System);
        Store = new FileMediaStore(Path.Combine(Database.Folder, "blobs"));
        Http = new SafeHttp(egress, policy, options, Clock);
        Door = new ReaderDoor(Http, Store, Clock);
        Readers = [new TelegramReader(Door), new FeedChannelReader(Door), new YouTubeReader(Door)];
        Record = new RecordPosts(Clock);
        var pages = new ReadPages(Database, Readers, Clock);
        var crowds = new CrowdedHosts(Database, egress, Clock);
        var record = new RecordPages(Readers, Record, Clock);
        IStage[] stages =
        [
            new PollChannel(Database, pages, new RecordPoll(Database.Gate, record, crowds, () => 0, Clock), Clock),
            new BackfillChannel(Database.Gate, Database, pages, record, Clock),
            new WatchTakedowns(Database, Readers, Door, new RecordSightings(Database.Gate, record, Clock), Clock),
            new DownloadMedia(Database.Gate, Database, Http, Store, Readers, Clock),
        ];
        runner = new RunStage(Database.Gate, stages, Clock, NullLogger<RunStage>.Instance);
        polls = new ScheduleDuePolls(Database.Gate, Database, crowds, () => 0, Clock);
        looks = new ScheduleTakedownWatch(Database.Gate, Database, crowds, () => 0, Clock);
        resume = new ResumeStages(Database.Gate, this, Clock);
    }

    public TestDatabase Database { get; }

    public Egress Egress => egress;

    public FakeTimeProvider Clock { get; }

    public IReadOnlyList<IChannelReader> Readers { get; }

    public FileMediaStore Store { get; }

    public SafeHttp Http { get; }

    public ReaderDoor Door { get; }

    public RecordPosts Record { get; }

    /// <summary>True where attachments are downloaded too.</summary>
    public bool Downloads { get; init; }

    /// <summary>Adds an active channel.</summary>
    public Task<long> AddAsync(ChannelKind kind, string url, string name = "watched", Action<Channel>? set = null) => Database.Gate.WriteAsync(async db =>
    {
        var now = Clock.GetUtcNow();
        var channel = new Channel { Pipeline = "test", Name = name, Title = name, Kind = kind, Url = url, Stages = "Download", CreatedAt = now, NextPollAt = now };
        set?.Invoke(channel);
        db.Channels.Add(channel);
        await db.SaveChangesAsync();
        return channel.Id;
    }, CancellationToken.None);

    /// <summary>Does all that is due now, as the reconciler and the workers would. Returns how many rows ran.</summary>
    public async Task<int> WorkAsync()
    {
        var ran = 0;
        await polls.RunAsync(force: false, name: null, CancellationToken.None);
        await looks.RunAsync(CancellationToken.None);
        // What comes after the reading is the work of other tests.
        await Database.Gate.WriteAsync(db => db.StageRuns.Where(row => row.State == StageState.Pending && (row.Stage == StageKind.Index || row.Stage == StageKind.Probe || (row.Stage == StageKind.Download && !Downloads)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, StageState.Done)), CancellationToken.None);
        while (await resume.RunAsync(CancellationToken.None) > 0)
            while (rung.TryDequeue(out var id))
                ran += await RunAsync(id) ? 1 : 0;
        return ran;
    }

    /// <summary>Does all that is due, moving the clock by this step until that instant.</summary>
    public async Task WorkUntilAsync(DateTimeOffset until, TimeSpan step)
    {
        while (Clock.GetUtcNow() < until)
        {
            await WorkAsync();
            Clock.Advance(step);
        }
    }

    public void Ring(string queue, long stageRunId)
    {
        if (queue is "poll" or "slow-poll" or "watch" || (queue is "fetch" or "slow-fetch" && Downloads)) rung.Enqueue(stageRunId);
    }

    public async Task<Channel> ChannelAsync(long id)
    {
        await using var db = Database.CreateDbContext();
        return await db.Channels.AsNoTracking().FirstAsync(row => row.Id == id);
    }

    public void Dispose()
    {
        looks.Dispose();
        egress.Dispose();
        if (ownsDatabase) Database.Dispose();
    }

    private async Task<bool> RunAsync(long id)
    {
        try
        {
            return await runner.RunAsync(id, CancellationToken.None);
        }
        catch (StageFailedException)
        {
            return true;
        }
    }
}
