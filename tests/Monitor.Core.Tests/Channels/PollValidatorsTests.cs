using Monitor.Core.Channels;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Tests.Channels;

/// <summary>Behind a proxy no server learns by its validators which circuits belong together.</summary>
public sealed class PollValidatorsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly EgressRoute Tor = EgressRoute.Parse("127.0.0.1:9050")!, OtherTor = EgressRoute.Parse("127.0.0.1:9150")!;
    private readonly Channel channel = new() { Id = 7, Url = "https://watched.example/feed" };

    [Fact]
    public void Poll_ServerThatGivesEachReaderHisOwn_NeverGetsOneBack()
    {
        for (var hour = 0; hour < 24 * 100; hour++)
        {
            var request = Ask(Tor, hour);
            Assert.Equal((null, null), (request.ETag, request.LastModified));
            Answer(Tor, request, hour, 200, "\"reader " + hour, "same bytes");
        }
    }

    [Fact]
    public void Poll_SameValidatorOnAnotherCircuit_IsUsedForADayAndProvedAnew()
    {
        var first = Ask(Tor, 0);
        Answer(Tor, first, 0, 200, "\"v1\"", "bytes");
        var proof = Ask(Tor, 1);
        Assert.Equal((null, false), (proof.ETag, proof.Circuit == first.Circuit));
        Answer(Tor, proof, 1, 200, "\"v1\"", "bytes");
        foreach (var hour in new[] { 2, 12, 24 })
        {
            var used = Ask(Tor, hour);
            Assert.Equal(("\"v1\"", first.Circuit), (used.ETag, used.Circuit));
            Answer(Tor, used, hour, 304, "\"v1\"", null);
        }

        Assert.Null(Ask(Tor, 26).ETag);
        Assert.NotEqual(first.Circuit, Ask(Tor, 26).Circuit);
    }

    [Fact]
    public void Poll_NewBytes_HaveToBeProvedThemselves()
    {
        Prove();
        Answer(Tor, Ask(Tor, 2), 2, 200, "\"v2\"", "other bytes");
        Assert.Null(Ask(Tor, 3).ETag);
        Answer(Tor, Ask(Tor, 3), 3, 200, "\"v2\"", "other bytes");
        Assert.Equal("\"v2\"", Ask(Tor, 4).ETag);
    }

    [Fact]
    public void Poll_BytesThatDifferAtTheProof_AreNotAskedForOnEverNewCircuits()
    {
        Answer(Tor, Ask(Tor, 0), 0, 200, "\"v1\"", "bytes 0");
        Answer(Tor, Ask(Tor, 1), 1, 200, "\"v1\"", "bytes 1");
        for (var hour = 2; hour < 24; hour++)
        {
            var request = Ask(Tor, hour);
            Assert.Equal((null, channel.CircuitName()), (request.ETag, request.Circuit));
            Answer(Tor, request, hour, 200, "\"v1\"", "bytes " + hour);
        }
    }

    [Fact]
    public void Poll_NotModifiedWithAnotherValidator_DropsAllForADay()
    {
        Prove();
        Answer(Tor, Ask(Tor, 2), 2, 304, "\"v1 of this reader\"", null);
        foreach (var hour in new[] { 3, 4, 5 })
        {
            Assert.Null(Ask(Tor, hour).ETag);
            Answer(Tor, Ask(Tor, hour), hour, 200, "\"v1\"", "bytes");
        }
    }

    [Fact]
    public void Poll_ValidatorOfOneWayOut_IsNeverShownOnAnother()
    {
        Answer(EgressRoute.Direct, Ask(EgressRoute.Direct, 0), 0, 200, "\"given to the real address\"", "bytes");
        Assert.Equal("\"given to the real address\"", Ask(EgressRoute.Direct, 1).ETag);
        Assert.Null(Ask(Tor, 1).ETag);
        Answer(Tor, Ask(Tor, 1), 1, 200, "\"v1\"", "bytes");
        Answer(Tor, Ask(Tor, 2), 2, 200, "\"v1\"", "bytes");
        Assert.Equal("\"v1\"", Ask(Tor, 3).ETag);
        Assert.Null(Ask(OtherTor, 3).ETag);
        Assert.Null(Ask(EgressRoute.Direct, 3).ETag);
    }

    [Fact]
    public void Poll_ChannelOfTheVersionBefore_SendsNothingOfWhichTheWayIsNotKnown()
    {
        (channel.ETag, channel.LastModified) = ("\"old\"", "Tue, 01 Sep 2026 10:00:00 GMT");
        Assert.Equal((null, null), (Ask(Tor, 0).ETag, Ask(EgressRoute.Direct, 0).LastModified));
    }

    private void Prove()
    {
        Answer(Tor, Ask(Tor, 0), 0, 200, "\"v1\"", "bytes");
        Answer(Tor, Ask(Tor, 1), 1, 200, "\"v1\"", "bytes");
        Assert.Equal("\"v1\"", Ask(Tor, 2).ETag);
    }

    private FetchRequest Ask(EgressRoute route, int hour) => PollValidators.Apply(new FetchRequest(new Uri(channel.Url), FetchKind.Feed) { Circuit = channel.CircuitName() }, channel, route, Start.AddHours(hour));

    private void Answer(EgressRoute route, FetchRequest request, int hour, int status, string? tag, string? body) => PollValidators.Keep(channel,
        new FetchResult(new Exchange { Status = status, ResponseHeaders = tag is null ? "" : "ETag: " + tag, WireHash = body }, null, null) { Request = request, Route = route }, Start.AddHours(hour));
}
