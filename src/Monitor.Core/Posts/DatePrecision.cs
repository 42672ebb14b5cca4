namespace Monitor.Core.Posts;

/// <summary>How exactly a source says when it published. Unknown: it does not say, or not in a way that is read; then the time of reading stands in for sorting, and is shown nowhere as the date.</summary>
public enum DatePrecision { Time, Day, Month, Year, Unknown }

/// <summary>A date as a source says it.</summary>
/// <param name="At">The first instant that it may mean, UTC.</param>
public readonly record struct ReadDate(DateTimeOffset At, DatePrecision Precision);
