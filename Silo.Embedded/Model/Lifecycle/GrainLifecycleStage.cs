namespace Orleans.Runtime;

/// <summary>The stages of an activation.</summary>
public static class GrainLifecycleStage
{
    public const int First = int.MinValue;

    /// <summary>Stored states are read.</summary>
    public const int SetupState = 1000;

    /// <summary><c>OnActivateAsync</c> comes after this stage.</summary>
    public const int Activate = 2000;

    public const int Last = int.MaxValue;
}
