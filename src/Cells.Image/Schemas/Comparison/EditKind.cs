namespace Cells.Images.Schemas.Comparison;

/// <summary>How a contract was edited at one place.</summary>
public enum EditKind
{
    /// <summary>The contract has a method more.</summary>
    MethodAdded,

    /// <summary>The contract has a method less.</summary>
    MethodRemoved,

    /// <summary>At a method's place stands another name.</summary>
    MethodRenamed,

    /// <summary>A method has another place among the others.</summary>
    MethodMoved,

    /// <summary>A method replies with a message where it replied with nothing, or with a stream of them where it replied with one, or the reverse.</summary>
    ResponseChanged,

    /// <summary>A request or a response is written as a message where it was made of parameters or a plain result, or the reverse.</summary>
    FormChanged,

    /// <summary>A method has other streams among its arguments.</summary>
    StreamsChanged,

    /// <summary>A method is idempotent that was not, or the reverse.</summary>
    IdempotentChanged,

    /// <summary>A method declares a fault more.</summary>
    FaultAdded,

    /// <summary>A method declares a fault less.</summary>
    FaultRemoved,

    /// <summary>A type has another name.</summary>
    TypeRenamed,

    /// <summary>A message has a member more at its end.</summary>
    MemberAppended,

    /// <summary>A message has a member more before others.</summary>
    MemberInserted,

    /// <summary>A message has a member less.</summary>
    MemberRemoved,

    /// <summary>At a member's place stands another name.</summary>
    MemberRenamed,

    /// <summary>A member has another place among the others.</summary>
    MemberMoved,

    /// <summary>A member, or an element of it, has another type.</summary>
    TypeChanged,

    /// <summary>A member, or an element of it, may be null where it could not, or the reverse.</summary>
    NullabilityChanged,

    /// <summary>A member has another default.</summary>
    DefaultChanged,

    /// <summary>An enum has another underlying type.</summary>
    EnumTypeChanged,

    /// <summary>An enum's values are combined where they were not, or the reverse.</summary>
    EnumFlagsChanged,

    /// <summary>An enum has a value more.</summary>
    EnumValueAdded,

    /// <summary>An enum has a value less.</summary>
    EnumValueRemoved,

    /// <summary>A number of an enum has another name.</summary>
    EnumValueRenamed,

    /// <summary>A name of an enum has another number.</summary>
    EnumValueChanged,

    /// <summary>A union has a case more.</summary>
    CaseAdded,

    /// <summary>A union has a case less.</summary>
    CaseRemoved,

    /// <summary>A tag of a union has another case.</summary>
    CaseRenamed,

    /// <summary>A case of a union has another tag.</summary>
    CaseRetagged,

    /// <summary>An enum or a union is open that was not, or the reverse.</summary>
    OpennessChanged,
}
