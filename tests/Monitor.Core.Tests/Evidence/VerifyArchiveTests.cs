using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Evidence;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Tests.Setting;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Evidence;

/// <summary>What was changed behind the program's back is found: a row, an entry, the end of the chain, a bit of a blob.</summary>
public sealed class VerifyArchiveTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private FileMediaStore store = null!;
    private StoredBlob blob = null!;

    public async Task InitializeAsync()
    {
        store = new FileMediaStore(Path.Combine(database.Folder, "blobs"));
        blob = await store.WriteBytesAsync("a clip"u8.ToArray(), CancellationToken.None);
        for (var number = 1; number <= 3; number++)
        {
            var url = $"https://a.example/{number}";
            await database.Gate.WriteAsync(async db =>
            {
                db.Exchanges.Add(new Exchange { RequestedUrl = url, FinalUrl = url, WireHash = blob.Hash.Hex });
                await db.RegisterAsync(blob, CancellationToken.None);
            }, CancellationToken.None);
        }
    }

    public Task DisposeAsync()
    {
        database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Verify_Untouched_FindsNothing()
    {
        var (report, problems) = await VerifyAsync();
        Assert.Empty(problems);
        Assert.Equal((3, 1), (report.CustodyEntries, report.Blobs));
    }

    [Theory]
    [InlineData("UPDATE Exchanges SET FinalUrl = 'https://b.example/' WHERE Id = 2", "exchange 2 was changed")]
    [InlineData("DELETE FROM Exchanges WHERE Id = 2", "exchange 2 is missing")]
    [InlineData("UPDATE CustodyEntries SET At = At + 1 WHERE Sequence = 2", "custody 2: was changed")]
    [InlineData("DELETE FROM CustodyEntries WHERE Sequence = 2", "entries 2 to 2 are missing")]
    [InlineData("DELETE FROM CustodyEntries WHERE Sequence = 3", "exchange 3: no custody entry")]
    [InlineData("INSERT INTO Exchanges (RequestedUrl, FinalUrl, HopsJson, StartedAt, EndedAt, RequestHeaders, Status, ResponseHeaders, EgressMode, SoftwareVersion, WireLength) SELECT RequestedUrl, FinalUrl, HopsJson, StartedAt, EndedAt, RequestHeaders, Status, ResponseHeaders, EgressMode, SoftwareVersion, WireLength FROM Exchanges WHERE Id = 1", "exchange 4: no custody entry")]
    public async Task Verify_RowChangedByHand_IsFound(string sql, string expected)
    {
        await using (var db = database.CreateDbContext()) await db.Database.ExecuteSqlRawAsync(sql);
        Assert.Contains((await VerifyAsync()).Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_OneBitOfABlob_IsFound()
    {
        var path = store.LocalPath(blob.Hash);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Contains("its bytes were changed", Assert.Single((await VerifyAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_BlobGone_IsFound()
    {
        File.Delete(store.LocalPath(blob.Hash));
        Assert.Contains("is missing from the store", Assert.Single((await VerifyAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_ChangedOrWrittenOutsideATransaction_IsRefused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Gate.WriteAsync(async db => (await db.Exchanges.FirstAsync()).FinalUrl = "https://b.example/", CancellationToken.None));
        await using var db = database.CreateDbContext();
        db.Exchanges.Add(new Exchange());
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    private Task<(VerifyReport Report, IReadOnlyList<string> Problems)> VerifyAsync() => TestVerify.RunAsync(database, store);
}
