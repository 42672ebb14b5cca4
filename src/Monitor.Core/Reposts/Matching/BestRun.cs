namespace Monitor.Core.Reposts.Matching;

/// <summary>The run of a sequence with the most good entries, where two bad ones weigh as much as a good one. Pure.</summary>
internal static class BestRun
{
    /// <summary>First and last entry of the run, both good; null where there is no good one.</summary>
    public static (int First, int Last)? Of(int count, Func<int, bool> isGood)
    {
        (int First, int Last, int Sum)? best = null;
        var (first, sum) = (0, 0);
        for (var at = 0; at < count; at++)
        {
            if (sum <= 0) (first, sum) = (at, 0);
            var good = isGood(at);
            sum += good ? 2 : -1;
            if (good && sum > (best?.Sum ?? 0)) best = (first, at, sum);
        }

        return best is { } run ? (run.First, run.Last) : null;
    }
}
