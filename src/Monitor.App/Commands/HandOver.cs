using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitor.App.Data;

namespace Monitor.App.Commands;

/// <summary>Asks the owner of a data folder to run a command, and shows what it says. One JSON document a line, both ways.</summary>
internal static class HandOver
{
    /// <summary>The command's exit code, or null where nobody listens.</summary>
    public static async Task<int?> TryAsync(DataFolder folder, string[] args, CommandOutput output, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), cancellationToken);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentOutOfRangeException)
        {
            return null;
        }

        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(args, HandOverJson.Default.StringArray), cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var said = JsonSerializer.Deserialize(line, HandOverJson.Default.OwnerSaid);
            if (said?.Line is { } text) await output.LineAsync(text);
            if (said?.Progress is { } progress) await output.ProgressAsync(progress);
            if (said?.Exit is { } code) return code;
        }

        await output.ProgressAsync("The process that owns the data folder stopped before the command had ended; run it again.");
        return ExitCodes.Fault;
    }
}

/// <summary>A line that the owner sends: a result, a sign of progress, or the end.</summary>
internal sealed record OwnerSaid(string? Line = null, string? Progress = null, int? Exit = null);

[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(OwnerSaid))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HandOverJson : JsonSerializerContext;
