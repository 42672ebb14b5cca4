using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Ingest;

/// <summary>What every command does before its work: it finds its archive, closes it to others, brings its schema up to date, and says in a sentence why it cannot.</summary>
public sealed class StartTests
{
    private const string Nothing = "name: none\nchannels: []\n";

    [Theory]
    [InlineData("status")]
    [InlineData("status", "--digest")]
    [InlineData("verify")]
    [InlineData("search", "слова")]
    [InlineData("export", "слова")]
    [InlineData("reindex")]
    [InlineData("poll", "one")]
    [InlineData("backfill", "one", "--to", "2020-01-01")]
    [InlineData("people", "find", "Ярашук")]
    [InlineData("accounts", "link", "somebody")]
    [InlineData("import", "https://example.org/")]
    public async Task Command_MistypedFolder_SaysThatThereIsNoArchiveAndMakesNone(params string[] command)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "mistyped");
        var run = await MonitorProcess.RunAsync(folder, null, [.. command, "--data", path]);
        Assert.Equal(64, run.Code);
        Assert.Contains("There is no archive in " + path, run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Import_New_BeginsAnArchiveAndSaysSo()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "note.txt");
        await File.WriteAllTextAsync(file, "слова");
        var run = await MonitorProcess.RunAsync(folder, null, "import", file, "--new", "--data", Path.Combine(folder.Path, "new"));
        Assert.Contains("A new archive begins in ", run.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "new", "monitor.db")));
    }

    [Fact]
    public async Task Start_KilledAtAHundredRandomPoints_NeverKeepsTheNextOneOut()
    {
        using var folder = new TestFolder(Nothing);
        var random = new Random(20261130);
        for (var kill = 0; kill < 100; kill++)
        {
            // A new archive every few kills: the schema is made in its first moments.
            if (kill % 4 == 0) Wipe(folder, "monitor.*");
            await using var start = MonitorProcess.Start(folder, null, kill % 2 == 0 ? ["ingest", "--once"] : ["status"]);
            await Task.Delay(random.Next(100, 1100));
            if (!start.HasExited) await start.KillAsync();
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "ingest", "--once")).Code);
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "verify")).Code);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Serve_KilledWhileItMakesTheAccounts_NeverKeepsTheNextOneOut()
    {
        using var folder = new TestFolder(Nothing);
        var random = new Random(39);
        for (var kill = 0; kill < 15; kill++)
        {
            if (kill % 3 == 0) Wipe(folder, "monitor.*", "accounts.*");
            await using var start = MonitorProcess.Start(folder, null, "serve", "--listen", "127.0.0.1:0");
            await Task.Delay(random.Next(400, 2200));
            if (!start.HasExited) await start.KillAsync();
        }

        await (await MonitorProcess.ServeAsync(folder)).DisposeAsync();
        // A migration of the accounts that died in its first moment.
        await using (var accounts = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path, "accounts.db")};Pooling=False"))
        {
            await accounts.OpenAsync();
            var command = accounts.CreateCommand();
            command.CommandText = """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT OR IGNORE INTO "__EFMigrationsLock" VALUES (1, '2026-11-27'); DROP TABLE IF EXISTS TranscriptDrafts; DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%TranscriptDrafts'""";
            await command.ExecuteNonQueryAsync();
        }

        await using var served = await MonitorProcess.ServeAsync(folder);
        using var founder = new PageClient(served.Origin);
        await founder.MakeFirstAccountAsync(served.FirstAccountLink);
        Assert.Equal(200, (await founder.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Start_LockOfADeadMigration_IsNotWaitedFor()
    {
        using var folder = new TestFolder(Nothing);
        await using (var db = FolderDatabase.Open(folder))
        {
            // An archive of an early version, whose next migration was begun by a process that died.
            await db.GetService<IMigrator>().MigrateAsync("20261125172403_Reposts");
            await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT OR IGNORE INTO "__EFMigrationsLock" VALUES (1, '2026-11-27')""");
        }

        var status = await MonitorProcess.RunAsync(folder, null, "status");
        Assert.True(status.Code == 0, status.Errors);
    }

    [Fact]
    public async Task Start_FolderThatOthersMayRead_IsClosed()
    {
        using var folder = new TestFolder(Nothing);
        await MonitorProcess.RunAsync(folder, null, "ingest", "--once");
        Assert.DoesNotContain(Everything(folder), path => (File.GetUnixFileMode(path) & ~(UnixFileMode)0b111_000_000) != 0 && !path.Contains("/pipelines", StringComparison.Ordinal));
        const UnixFileMode everybody = (UnixFileMode)0b110_100_100;
        File.SetUnixFileMode(Path.Combine(folder.Path, "monitor.db"), everybody);
        File.SetUnixFileMode(folder.Path, everybody | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        var status = await MonitorProcess.RunAsync(folder, null, "status");
        Assert.Contains("could be read by other users", status.Errors, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder.Path));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Path.Combine(folder.Path, "monitor.db")));
        Assert.DoesNotContain("could be read", (await MonitorProcess.RunAsync(folder, null, "status")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DamagedDatabase_SaysInASentenceWhatToDo()
    {
        using var folder = new TestFolder(Nothing);
        await MonitorProcess.RunAsync(folder, null, "ingest", "--once");
        var database = Path.Combine(folder.Path, "monitor.db");
        var bytes = await File.ReadAllBytesAsync(database);
        new Random(1).NextBytes(bytes.AsSpan(4096, 3 * 4096));
        await File.WriteAllBytesAsync(database, bytes);
        var status = await MonitorProcess.RunAsync(folder, null, "status");
        Assert.Equal(1, status.Code);
        Assert.Contains("The database is damaged", status.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", status.Errors, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(database));
    }

    [Fact]
    public async Task Start_FewOpenFiles_SaysWhichLimitToRaise()
    {
        using var folder = new TestFolder(Nothing);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        foreach (var part in new[] { "-c", "ulimit -n 120; exec \"$0\" status --data \"$1\"", MonitorProcess.Program, folder.Path }) start.ArgumentList.Add(part);
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Equal("The system allows this process too few open files. Raise the limit (ulimit -n 4096, or LimitNOFILE=4096 of the service) and start again.\n", errors);
    }

    [Fact]
    public async Task Serve_TimeZoneThatIsNotThere_IsRefusedByTheSettingsName()
    {
        using var folder = new TestFolder(Nothing);
        var run = await MonitorProcess.RunAsync(folder, new Dictionary<string, string> { ["Serve__TimeZone"] = "Europe/Nowhere" }, "serve", "--listen", "127.0.0.1:0");
        Assert.Equal(64, run.Code);
        Assert.Contains("Serve:TimeZone", run.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Everything(TestFolder folder) => Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories);

    private static void Wipe(TestFolder folder, params string[] names)
    {
        foreach (var file in names.SelectMany(name => Directory.EnumerateFiles(folder.Path, name))) File.Delete(file);
    }
}
