using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Monitor.Core.Database;

/// <summary>Instants are UTC ticks (100 ns since year 1) in every database: SQLite cannot order DateTimeOffset.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
