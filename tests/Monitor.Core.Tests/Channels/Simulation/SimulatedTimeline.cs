namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>When a channel publishes and when its server fails: by day and in bursts, never at night, and not at all in one long pause.</summary>
internal sealed class SimulatedTimeline
{
    /// <summary>A burst weighs this much more than another hour, and is over in its first quarter.</summary>
    private const double BurstWeight = 8;

    private static readonly TimeSpan Minsk = TimeSpan.FromHours(3);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Random random;
    private readonly int hours;
    private readonly double[] weights;

    public SimulatedTimeline(Random random, DateTimeOffset start, int days)
    {
        if (start.Ticks % TimeSpan.TicksPerHour != 0) throw new ArgumentException("Start on a full hour.", nameof(start));
        if (days < 8) throw new ArgumentOutOfRangeException(nameof(days), days, "A pause of four days needs at least eight.");
        this.random = random;
        Start = start;
        hours = days * 24;
        PauseFrom = start + (random.Next((hours / 3) + 1, (hours * 2 / 3) - 48) * Hour);
        weights = [.. Enumerable.Range(0, hours).Select(Weight)];
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End => Start + (hours * Hour);

    /// <summary>Nothing is published from here on for four days.</summary>
    public DateTimeOffset PauseFrom { get; }

    public DateTimeOffset PauseTo => PauseFrom + TimeSpan.FromDays(4);

    /// <summary>True between 23:00 and 7:00 in Minsk.</summary>
    public static bool IsNight(DateTimeOffset at) => at.ToOffset(Minsk).Hour is < 7 or >= 23;

    /// <summary>So many instants in order, in whole seconds.</summary>
    public IReadOnlyList<DateTimeOffset> Instants(int count)
    {
        var sums = new double[hours];
        var sum = 0.0;
        for (var hour = 0; hour < hours; hour++) sums[hour] = sum += weights[hour];
        return [.. Enumerable.Range(0, count).Select(_ => Draw(sums)).Order()];
    }

    /// <summary>Every failure twice, none overlapping another: minutes to hours, and one that lasts more than a day.</summary>
    public IReadOnlyList<SimulatedOutage> Outages()
    {
        var failures = Enum.GetValues<SimulatedFailure>();
        var slice = hours * 60 / (failures.Length * 2);
        return [.. Enumerable.Range(0, failures.Length * 2).Select(turn =>
        {
            var longest = turn == failures.Length ? Math.Min(30 * 60, slice - 60) : Math.Min(9 * 60, slice / 2);
            var length = turn == failures.Length ? longest : random.Next(20, longest);
            var from = Start + TimeSpan.FromMinutes((turn * slice) + random.Next(30, slice - length));
            return new SimulatedOutage(from, from + TimeSpan.FromMinutes(length), failures[turn % failures.Length]);
        })];
    }

    private double Weight(int hour)
    {
        var at = Start + (hour * Hour);
        var burst = random.Next(12) == 0;
        if (IsNight(at) || (at < PauseTo && at + Hour > PauseFrom)) return 0;
        return burst ? BurstWeight : 1;
    }

    private DateTimeOffset Draw(double[] sums)
    {
        var target = random.NextDouble() * sums[^1];
        var found = Array.BinarySearch(sums, target);
        // A sum that is met exactly belongs to the hour after it; an hour of weight 0 has the sum of the one before.
        var hour = found < 0 ? ~found : Array.FindIndex(sums, value => value > target);
        return Start + (hour * Hour) + TimeSpan.FromSeconds(random.Next(weights[hour] > 1 ? 900 : 3600));
    }
}
