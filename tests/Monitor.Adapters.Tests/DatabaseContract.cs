using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Posts;

namespace Monitor.Adapters.Tests;

/// <summary>What every database does under the model.</summary>
public abstract class DatabaseContract
{
    protected static TimeProvider Clock { get; } = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected abstract IDbContextFactory<MonitorDbContext> Contexts { get; }

    [Fact]
    public async Task Instants_StoredAndOrdered_AreExactAndUtc()
    {
        using var gate = new WriteGate(Contexts);
        var instants = new[] { new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.FromHours(3)), new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(7), new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero) };
        await gate.WriteAsync(async db =>
        {
            foreach (var (at, instant) in instants.Index()) db.Channels.Add(new Channel { Pipeline = "a", Name = "n" + at, NextPollAt = instant });
            await db.SaveChangesAsync();
        }, default);
        await using var db = await Contexts.CreateDbContextAsync();
        Assert.Equal(instants.Order().Select(instant => instant.ToUniversalTime()), await db.Channels.OrderBy(channel => channel.NextPollAt).Select(channel => channel.NextPollAt).ToListAsync());
        Assert.Equal(1, await db.Channels.CountAsync(channel => channel.NextPollAt < new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNeitherRowNorCustody()
    {
        using var gate = new WriteGate(Contexts);
        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.WriteAsync(async db =>
        {
            db.Exchanges.Add(new Exchange());
            await db.SaveChangesAsync();
            throw new InvalidOperationException();
        }, default));
        await using var db = await Contexts.CreateDbContextAsync();
        Assert.Equal((0, 0), (await db.Exchanges.CountAsync(), await db.CustodyEntries.CountAsync()));
    }

    [Fact]
    public async Task Keys_OfAPost_AreUniqueInTheirChannel()
    {
        using var gate = new WriteGate(Contexts);
        var channel = await gate.WriteAsync(async db =>
        {
            var row = new Channel { Pipeline = "a", Name = "b" };
            db.Channels.Add(row);
            await db.SaveChangesAsync();
            return row.Id;
        }, default);
        Task AddAsync() => gate.WriteAsync(db => Task.FromResult(db.Posts.Add(new Post { ChannelId = channel, NativeId = "1" })), default);
        await AddAsync();
        await Assert.ThrowsAsync<DbUpdateException>(AddAsync);
    }

    [Fact]
    public async Task Chain_OfConcurrentWriters_HasNoGapAndOneHead()
    {
        using var gate = new WriteGate(Contexts);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => gate.WriteAsync(db => Task.FromResult(db.Exchanges.Add(new Exchange())), default))));
        await using var db = await Contexts.CreateDbContextAsync();
        var entries = await db.CustodyEntries.OrderBy(entry => entry.Sequence).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        Assert.Equal(entries.Take(39).Select(entry => entry.EntryHash), entries.Skip(1).Select(entry => entry.PreviousHash));
    }
}
