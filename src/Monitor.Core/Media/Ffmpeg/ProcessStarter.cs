using System.Collections.Concurrent;
using System.Diagnostics;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Starts processes from one thread that never ends. bwrap's --die-with-parent means the parent *thread* (PR_SET_PDEATHSIG): a pool
/// thread that retires would kill a decoder in the middle of its work.</summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Queue = [];

    static ProcessStarter() => new Thread(Serve) { IsBackground = true, Name = "process starter" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((start, started));
        return started.Task;
    }

    private static void Serve()
    {
        foreach (var (start, started) in Queue.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception or IOException)
            {
                started.SetException(fault);
            }
        }
    }
}
