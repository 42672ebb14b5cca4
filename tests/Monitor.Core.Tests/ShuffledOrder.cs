using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestCollectionOrderer("Monitor.Core.Tests.ShuffledOrder", Monitor.Core.Tests.ShuffledOrder.Assembly)]
[assembly: TestCaseOrderer("Monitor.Core.Tests.ShuffledOrder", Monitor.Core.Tests.ShuffledOrder.Assembly)]

namespace Monitor.Core.Tests;

/// <summary>Runs the classes, and the tests of each, in an order drawn from MONITOR_TEST_ORDER, a whole number: no test may need another to have run before it, or not to have. Without it the order is xUnit's own.</summary>
public sealed class ShuffledOrder : ITestCollectionOrderer, ITestCaseOrderer
{
#if ADAPTERS
    public const string Assembly = "Monitor.Adapters.Tests";
#elif APP
    public const string Assembly = "Monitor.App.Tests";
#else
    public const string Assembly = "Monitor.Core.Tests";
#endif

    private static readonly int? Seed = int.TryParse(Environment.GetEnvironmentVariable("MONITOR_TEST_ORDER"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => Shuffle(testCollections, collection => collection.DisplayName);

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases) where TTestCase : ITestCase => Shuffle(testCases, test => test.DisplayName);

    private static IEnumerable<T> Shuffle<T>(IEnumerable<T> all, Func<T, string> nameOf)
    {
        if (Seed is not { } drawn) return all;
        // From the names, so that the same number gives the same order again.
        var sorted = all.OrderBy(nameOf, StringComparer.Ordinal).ToArray();
        new Random(drawn).Shuffle(sorted);
        return sorted;
    }
}
