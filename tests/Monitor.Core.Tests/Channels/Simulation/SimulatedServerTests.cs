using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Channels.Simulation;

public sealed class SimulatedServerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SimulatedChannel Simulated = SimulatedChannel.Make(11, Start, posts: 600);

    private readonly ScratchFolder folder = new(null);
    private readonly FakeTimeProvider clock = new(Start);
    private readonly SimulatedServer server;
    private readonly Egress egress;
    private readonly TelegramReader reader;
    private readonly Channel channel = new() { Name = Simulated.Name };

    public SimulatedServerTests()
    {
        server = new SimulatedServer(Simulated, clock);
        var openings = new LoopbackOpenings();
        openings.Open(server.Endpoint);
        var policy = new AddressPolicy(openings);
        egress = new Egress(policy, Dns.GetHostAddressesAsync, CircuitNames.Random(), Options.Create(new FetchingOptions()), TimeProvider.System);
        reader = new TelegramReader(new ReaderDoor(new SafeHttp(egress, policy, Options.Create(new FetchingOptions()), clock), new FileMediaStore(folder.Path), clock));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        egress.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Serve_PollWithETag_AnswersNotModifiedUntilAPostComes()
    {
        clock.SetUtcNow(Simulated.PauseFrom.AddHours(90));
        var first = await ReadAsync(server.Url);
        PollValidators.Keep(channel, first.Answer, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await ReadAsync(server.Url)).Answer.IsNotModified);
        clock.SetUtcNow(Simulated.Posts.First(post => post.PublishedAt > Simulated.PauseTo.AddDays(1)).PublishedAt);
        Assert.NotEmpty((await ReadAsync(server.Url)).Posts);
        Assert.Equal((3, 2, 1), (server.Requests, server.CountOf(200), server.CountOf(304)));
    }

    [Fact]
    public async Task Serve_OlderPages_GoBackToTheFirstPost()
    {
        clock.SetUtcNow(Working(Simulated.Start.AddDays(6)));
        var ids = new List<string>();
        for (var url = server.Url; url is not null;)
        {
            var page = await ReadAsync(url);
            ids.AddRange(page.Posts.Select(post => post.NativeId).Reverse());
            url = page.OlderPage;
        }

        Assert.Equal(Simulated.NewestVisibleAt(clock.GetUtcNow()).Select(post => $"{post.Id}"), ids);
    }

    [Fact]
    public async Task Serve_SinglePost_AnswersWhileItShows()
    {
        var gone = Simulated.Posts.First(post => post.DeletedAt is { } at && Simulated.OutageAt(post.PublishedAt) is null && Simulated.OutageAt(at) is null);
        clock.SetUtcNow(gone.PublishedAt);
        Assert.Equal($"{gone.Id}", Assert.Single((await ReadAsync(server.PostUrl(gone.Id))).Posts).NativeId);
        clock.SetUtcNow(gone.DeletedAt!.Value);
        var after = await ReadAsync(server.PostUrl(gone.Id));
        Assert.Equal((200, OutcomeReason.NotAChannelPage), (after.Answer.Status, after.Refusal!.Reason));
    }

    [Theory]
    [InlineData(SimulatedFailure.ServerError, 500)]
    [InlineData(SimulatedFailure.NotFound, 404)]
    [InlineData(SimulatedFailure.TooManyRequests, 429)]
    public async Task Serve_Outage_AnswersItsStatusUntilItEnds(SimulatedFailure failure, int status)
    {
        var outage = Enter(failure);
        var answer = (await ReadAsync(server.Url)).Answer;
        Assert.Equal((status, status == 429 ? "600" : null), (answer.Status, answer.Header("Retry-After")));
        Assert.Equal(status, (await ReadAsync(server.PostUrl(Simulated.Posts[0].Id))).Answer.Status);
        clock.SetUtcNow(outage.To);
        Assert.True((await ReadAsync(server.Url)).IsRead);
    }

    [Fact]
    public async Task Serve_ShortBody_IsRefusedByTheDoor()
    {
        Enter(SimulatedFailure.ShortBody);
        Assert.Equal(FetchRefusal.BodyTooShort, (await Assert.ThrowsAsync<FetchRefusedException>(() => ReadAsync(server.Url))).Refusal);
        Assert.Equal(1, server.CountOf(200));
    }

    [Fact]
    public async Task Serve_DisabledPreview_LeadsToAPageWithoutPosts()
    {
        Enter(SimulatedFailure.PreviewDisabled);
        var reading = await ReadAsync(server.Url);
        Assert.Equal((200, OutcomeReason.PreviewUnavailable), (reading.Answer.Status, reading.Refusal!.Reason));
        Assert.Equal(302, reading.Answer.Exchange.Hops()[0].Status);
        var lasting = Simulated.NewestVisibleAt(clock.GetUtcNow()).First();
        Assert.Equal($"{lasting.Id}", Assert.Single((await ReadAsync(server.PostUrl(lasting.Id))).Posts).NativeId);
    }

    private Task<ChannelReading> ReadAsync(Uri url) => reader.ReadAsync(channel, url, conditional: true, "test", CancellationToken.None);

    private SimulatedOutage Enter(SimulatedFailure failure)
    {
        var outage = Simulated.Outages.Last(outage => outage.Failure == failure);
        clock.SetUtcNow(outage.From);
        return outage;
    }

    private static DateTimeOffset Working(DateTimeOffset from) => Simulated.OutageAt(from)?.To ?? from;
}
