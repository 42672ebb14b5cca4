using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Inspect;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Embedded.FileStore;
using Monitor.Embedded.Sqlite;
using Monitor.Scale.Elasticsearch;

namespace Monitor.App.Tests;

/// <summary>Guards the arrows App → {Embedded, Scale} → Core, the one door, the one runner, and the one way from bytes to posts.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly Core = typeof(StageRun).Assembly, Embedded = typeof(FileMediaStore).Assembly, Scale = typeof(ElasticsearchArchiveIndex).Assembly, App = typeof(InspectRun).Assembly;
    internal static readonly string Root = FindRoot();

    [Fact]
    public void Core_References_KnowNoHostNoDatabaseProviderNoSearchEngine() =>
        Assert.DoesNotContain(Core.GetReferencedAssemblies(), name => ForeignPattern().IsMatch(name.Name!));

    [Fact]
    public void Adapters_References_KnowNothingOfTheAppNorOfEachOther()
    {
        foreach (var adapter in new[] { Embedded, Scale })
            Assert.DoesNotContain(adapter.GetReferencedAssemblies(), name => name.Name == App.GetName().Name || name.Name == Embedded.GetName().Name || name.Name == Scale.GetName().Name || name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new SocketsHttpHandler", "Fetching/Ways/Egress.cs")]
    [InlineData("new DistributedTransport", "../Monitor.Scale/Elasticsearch/ClusterDoor.cs")]
    [InlineData("new ProcessStartInfo", "Media/Ffmpeg/SandboxedProcess.cs")]
    [InlineData("FeedReader.ReadFromByteArray", "Channels/Feeds/FeedParser.cs")]
    [InlineData("new HtmlSanitizer", "Channels/Html/HtmlCleaner.cs")]
    public void Source_OfOneDoor_IsUsedInOnePlace(string what, string where)
    {
        var users = Sources().Where(file => File.ReadAllText(file).Contains(what, StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).ToList();
        Assert.Equal([$"src/Monitor.Core/{where}".Replace("Monitor.Core/../", "", StringComparison.Ordinal)], users);
    }

    /// <summary>A chain that is built with the defaults of .NET asks the addresses that a certificate names.</summary>
    [Theory]
    [InlineData("new X509Chain", "MakePolicy()")]
    [InlineData("UseHttps(", "ServerCertificate.Load(")]
    [InlineData("SslStreamCertificateContext.Create", "offline: true")]
    public void Source_OfCertificates_AsksNobody(string what, string with)
    {
        var users = Sources().Where(file => File.ReadAllText(file).Contains(what, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(users);
        Assert.All(users, file => Assert.Contains(with, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_Types_CallTheParsersOnlyThroughTheReaders()
    {
        var text = string.Concat(Directory.EnumerateFiles(Path.Combine(Root, "src/Monitor.App/Inspect"), "*.cs").Select(File.ReadAllText));
        foreach (var second in new[] { "FeedParser.", "PreviewParser.", "HtmlParser", "XmlReader", "ShotDetector", "TsvParser" })
            Assert.DoesNotContain(second, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructors_OfOurTypes_TakeAtMostSixDependencies() =>
        Assert.Empty(new[] { Core, Embedded, Scale, App }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("Monitor", StringComparison.Ordinal) == true && type.IsClass && !IsRecord(type))
            .Where(type => type.GetConstructors().Any(constructor => constructor.GetParameters().Length > 6)).Select(type => type.FullName));

    [Fact]
    public void Names_OfOurTypes_AreNoneOfTheEmptyOnes() =>
        Assert.Empty(new[] { Core, Embedded, Scale, App }.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => EmptyNamePattern().IsMatch(type.Name)).Select(type => type.FullName));

    [Fact]
    public void Files_OfTheSource_AreShort()
    {
        var lines = Sources().Select(file => (file, Count: File.ReadLines(file).Count())).OrderBy(pair => pair.Count).ToList();
        Assert.True(lines[lines.Count / 2].Count <= 60, $"median {lines[lines.Count / 2].Count}");
        Assert.True(lines[lines.Count * 95 / 100].Count <= 200, $"95th percentile {lines[lines.Count * 95 / 100].Count}");
        Assert.True(lines[^1].Count <= 300, lines[^1].file);
    }

    [Fact]
    public void Models_OfBothDatabases_HaveTheirMigrations()
    {
        using var archive = new MonitorDbContext((DbContextOptions<MonitorDbContext>)new DbContextOptionsBuilder<MonitorDbContext>().UseMonitorSqlite(":memory:").Options, TimeProvider.System);
        Assert.False(archive.Database.HasPendingModelChanges());
        using var accounts = new AccountsDbContext((DbContextOptions<AccountsDbContext>)new DbContextOptionsBuilder<AccountsDbContext>().UseMonitorSqlite(":memory:", App).Options);
        Assert.False(accounts.Database.HasPendingModelChanges());
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Monitor.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("AspNetCore|Sqlite|Npgsql|Lucene|Elastic|Hangfire|System\\.CommandLine")]
    private static partial Regex ForeignPattern();

    [GeneratedRegex("(Manager|Helper|Utils|Base|Impl|Service)$")]
    private static partial Regex EmptyNamePattern();
}
