using System.CommandLine;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Monitor.App.Data;
using Monitor.Core.Pipelines;

namespace Monitor.App.Commands;

/// <summary>Listens on monitor.sock (mode 0600) and runs the commands that other processes hand over, with the very code that they would run.</summary>
public sealed partial class OwnerSocket(DataFolder folder, IServiceProvider services, ILogger<OwnerSocket> log) : BackgroundService
{
    private const int MostCharacters = 1 << 20;
    private int active;

    /// <summary>Commands that run just now.</summary>
    public int Active => Volatile.Read(ref active);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        File.Delete(folder.Socket);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(folder.Socket));
        }
        catch (ArgumentOutOfRangeException)
        {
            LogPathTooLong();
            return;
        }

        File.SetUnixFileMode(folder.Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(8);
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException)
        {
            File.Delete(folder.Socket);
        }
    }

    private async Task AnswerAsync(Socket socket, CancellationToken stopping)
    {
        Interlocked.Increment(ref active);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var writing = new SemaphoreSlim(1, 1);
        async Task SayAsync(OwnerSaid said)
        {
            await writing.WaitAsync(CancellationToken.None);
            try
            {
                await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(said, HandOverJson.Default.OwnerSaid), CancellationToken.None);
                await stream.WriteAsync("\n"u8.ToArray(), CancellationToken.None);
            }
            finally
            {
                writing.Release();
            }
        }

        try
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            if (await ReadLineAsync(reader, ended.Token) is not { } line)
            {
                await SayAsync(new OwnerSaid(Progress: "The command line is too long, or not whole.", Exit: ExitCodes.Usage));
                return;
            }

            var watching = CancelWhenGoneAsync(reader, ended);
            var output = new CommandOutput(text => SayAsync(new OwnerSaid(Line: text)), text => SayAsync(new OwnerSaid(Progress: text)));
            await SayAsync(new OwnerSaid(Exit: await RunAsync(JsonSerializer.Deserialize(line, HandOverJson.Default.StringArray) ?? [], output, ended.Token)));
        }
        catch (Exception fault) when (fault is IOException or JsonException or OperationCanceledException)
        {
            // Whoever asked is gone, or did not ask properly, or this process ends.
        }
        finally
        {
            Interlocked.Decrement(ref active);
        }
    }

    private async Task<int> RunAsync(string[] args, CommandOutput output, CancellationToken cancellationToken)
    {
        var parsed = RootCommands.MakeForFolder((_, _, work, token) => work(services, output, token)).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (parsed.Errors.Count > 0) throw new UsageException("The owner of the data folder does not know this command; is it of another version?");
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = TextWriter.Null, Error = TextWriter.Null }, cancellationToken);
        }
        catch (Exception fault) when (fault is UsageException or PipelineException)
        {
            await output.ProgressAsync(fault.Message);
            return ExitCodes.Usage;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or IOException or OutOfMemoryException))
        {
            LogFault(fault);
            await output.ProgressAsync($"The command met a fault ({fault.GetType().Name}); the log of the process that owns the data folder says more.");
            return ExitCodes.Fault;
        }
    }

    /// <summary>The line that was asked with; null where it is longer than is allowed, or ends before its end. What is beyond the bound is not read.</summary>
    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var next = new char[1];
        while (await reader.ReadAsync(next, cancellationToken) > 0)
        {
            if (next[0] == '\n') return line.ToString();
            if (line.Append(next[0]).Length > MostCharacters) return null;
        }

        return null;
    }

    private static async Task CancelWhenGoneAsync(StreamReader reader, CancellationTokenSource ended)
    {
        try
        {
            while (await reader.ReadLineAsync(ended.Token) is not null) continue;
            await ended.CancelAsync();
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The command has ended first.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The path of the data folder is too long for a socket (107 bytes): other commands cannot be handed over")]
    private partial void LogPathTooLong();

    [LoggerMessage(LogLevel.Error, "A command that was handed over met a fault")]
    private partial void LogFault(Exception fault);
}
