using Monitor.Core.Evidence;
using Monitor.Core.Media;

namespace Monitor.Core.Tests.Setting;

/// <summary>Verifies an archive and gives its report with the problems.</summary>
internal static class TestVerify
{
    public static async Task<(VerifyReport Report, IReadOnlyList<string> Problems)> RunAsync(TestDatabase database, IMediaStore store)
    {
        var problems = new List<string>();
        var report = await new VerifyArchive(database, new VerifyBlobs(database, store), new VerifyReadings(database, store)).RunAsync(problem =>
        {
            problems.Add(problem);
            return Task.CompletedTask;
        }, null, CancellationToken.None);
        Assert.Equal(problems.Count, report.Problems);
        return (report, problems);
    }
}
