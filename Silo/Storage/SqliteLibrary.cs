using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// Chooses the native SQLite: the operating system's, which gets its security updates, when it is newer than the one in
/// the package. Once a process, before the first connection.
/// </summary>
internal static partial class SqliteLibrary
{
    private const string PackagedName = "e_sqlite3";

    private static readonly Lazy<string> Chosen = new(Choose);

    /// <summary>Chooses, if that has not been done, and tells which it is.</summary>
    public static void Load(ILogger logger)
    {
        var library = Chosen.Value;
        LogChosen(logger, raw.sqlite3_libversion().utf8_to_string(), library);
    }

    private static string Choose()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        var packaged = Open(PackagedName, provider);
        var system = SystemNames.Select(name => Open(name, null)).FirstOrDefault(library => library.Handle != 0);
        var chosen = system.Version > packaged.Version ? system : packaged;
        NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == PackagedName ? chosen.Handle : 0);
        Batteries_V2.Init();
        return chosen.Name;
    }

    private static string[] SystemNames =>
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
        : ["libsqlite3.so.0"];

    private static (string Name, nint Handle, int Version) Open(string name, Assembly? assembly)
    {
        var found = assembly is null
            ? NativeLibrary.TryLoad(name, out var handle)
            : NativeLibrary.TryLoad(name, assembly, null, out handle);
        if (!found || !NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var function)) return (name, 0, 0);
        return (name, handle, Marshal.GetDelegateForFunctionPointer<VersionNumber>(function)());
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();

    [LoggerMessage(62, LogLevel.Debug, "SQLite {Version} from {Library}")]
    private static partial void LogChosen(ILogger logger, string version, string library);
}
