namespace Orleans.Core;

/// <summary>A grain's state in memory and the stored record behind it.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
