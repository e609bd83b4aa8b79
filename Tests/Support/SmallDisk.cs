using System.Diagnostics;

namespace OrleansJobs.Tests.Support;

/// <summary>A file system in memory of 16 MB, to be filled and to be made read-only.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Bytes = 16 << 20;
    private readonly TempDirectory _directory = new();

    public SmallDisk() => Run("mount", "-t", "tmpfs", "-o", $"size={Bytes}", "none", Path);

    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && TryMount();

    public string Path => _directory.Path;

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var file = File.Create(Filler);
        try
        {
            while (true) file.Write(new byte[4_096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Clear() => File.Delete(Filler);

    /// <summary>Nothing can be written any more.</summary>
    public void Protect() => Run("mount", "-o", "remount,ro", Path);

    /// <summary>Takes writes again.</summary>
    public void Unprotect() => Run("mount", "-o", "remount,rw", Path);

    public void Dispose()
    {
        Run("umount", Path);
        _directory.Dispose();
    }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    private static bool TryMount()
    {
        try
        {
            new SmallDisk().Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}");
    }
}
