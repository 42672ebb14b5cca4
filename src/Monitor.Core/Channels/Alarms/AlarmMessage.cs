using System.Text.Json.Serialization;

namespace Monitor.Core.Channels.Alarms;

/// <summary>What is told outside: how many channels need a look, and which began or ended to, where names may be told.</summary>
/// <param name="Schema">monitor/alarms/1.</param>
/// <param name="On">Channels with an alarm now.</param>
/// <param name="Began">Channels whose alarm is new.</param>
/// <param name="Ended">Channels whose alarm is over.</param>
public sealed record AlarmMessage(string Schema, DateTimeOffset At, string Text, int On, int Began, int Ended)
{
    /// <summary>pipeline/name and alarm of each that is on; null where names are not told.</summary>
    public IReadOnlyList<string>? Channels { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlarmMessage))]
internal sealed partial class AlarmJson : JsonSerializerContext;
