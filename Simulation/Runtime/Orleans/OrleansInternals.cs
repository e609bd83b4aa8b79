using System.Runtime.CompilerServices;
using Orleans.Storage;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The internal members of Orleans that a host outside of it needs. Nothing else in the project names any.</summary>
internal static class OrleansInternals
{
    private const string RuntimeContext = "Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions";
    private const string StorageInstrumentsName = "Orleans.Runtime.StorageInstruments, Orleans.Core";
    private const string StateSharesName = "Orleans.Core.StateStorageBridgeSharedMap, Orleans.Runtime";

    // What each is for, and its use.
    private static readonly (string Name, Action Use)[] Uses =
    [
        ("RuntimeContext.Current", () => _ = GetCurrent(null)),
        ("RuntimeContext.ResetExecutionContext", () => ResetExecutionContext(null, null)),
        ("OrleansMessageRejectionException(string)", () => _ = Rejection("")),
        ("InconsistentStateException.IsSourceActivation", () => _ = TakeSourceActivation(new InconsistentStateException(""))),
        ("StorageInstruments", () => _ = StorageInstruments),
        ("StateStorageBridgeSharedMap", () => _ = StateShares),
    ];

    /// <summary>The grain whose turn this thread runs, as Orleans' own code sees it.</summary>
    public static IGrainContext? CurrentContext
    {
        get => GetCurrent(null);
        set => ResetExecutionContext(null, value);
    }

    /// <summary>A service that stored states count their operations by.</summary>
    public static Type StorageInstruments => Type.GetType(StorageInstrumentsName, throwOnError: true)!;

    /// <summary>A service that holds what the stored states of one silo have in common.</summary>
    public static Type StateShares => Type.GetType(StateSharesName, throwOnError: true)!;

    /// <summary>Looks whether all are there, before anything runs.</summary>
    /// <exception cref="NotSupportedException">Says which one is gone.</exception>
    public static void Check() => Check(Uses);

    /// <inheritdoc cref="Check()"/>
    public static void Check(params ReadOnlySpan<(string Name, Action Use)> uses)
    {
        foreach (var (name, use) in uses)
        {
            try
            {
                use();
            }
            catch (Exception gone) when (gone is MissingMemberException or TypeLoadException or IOException)
            {
                throw new NotSupportedException($"This version of Orleans has no {name} as the simulation uses it.", gone);
            }
        }
    }

    /// <summary>Whether it is the activation it was thrown in whose state is inconsistent. Asked for the first time only.</summary>
    public static bool TakeSourceActivation(InconsistentStateException exception)
    {
        var was = IsSourceActivation(exception);
        SetSourceActivation(exception, false);
        return was;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern OrleansMessageRejectionException Rejection(string message);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_Current")]
    private static extern IGrainContext? GetCurrent([UnsafeAccessorType(RuntimeContext)] object? type);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = nameof(ResetExecutionContext))]
    private static extern void ResetExecutionContext([UnsafeAccessorType(RuntimeContext)] object? type, IGrainContext? original);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsSourceActivation")]
    private static extern bool IsSourceActivation(InconsistentStateException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsSourceActivation")]
    private static extern void SetSourceActivation(InconsistentStateException exception, bool value);
}
